/** Who sends a request: anonymous, the job token of GitHub Actions, or a personal access token. */
export type Caller = 'anonymous' | 'job' | 'person';

/** Each resource has its own rate limit. */
export type Resource = 'core' | 'search' | 'graphql';

export type Bucket = { limit: number; used: number; reset: number };

const limits: Record<Caller, Record<Resource, number>> = {
  anonymous: { core: 60, search: 10, graphql: 0 },
  job: { core: 1000, search: 30, graphql: 1000 },
  person: { core: 5000, search: 30, graphql: 5000 },
};

const windowSeconds: Record<Resource, number> = { core: 3600, search: 60, graphql: 3600 };

export type Quota = ReturnType<typeof createQuota>;

/** The rate limits of a GitHub with the clock `now`. Each window starts with its first request. */
export function createQuota(now: () => number) {
  const buckets = new Map<string, Bucket>();

  function bucket(caller: Caller, resource: Resource): Bucket {
    const key = `${caller} ${resource}`;
    const known = buckets.get(key);
    if (known && known.reset > now()) return known;
    const fresh = {
      limit: known?.limit ?? limits[caller][resource],
      used: 0,
      reset: now() + windowSeconds[resource],
    };
    buckets.set(key, fresh);
    return fresh;
  }

  return {
    bucket,
    /** Sets how many requests remain in the current window. */
    setRemaining(caller: Caller, resource: Resource, remaining: number): void {
      const found = bucket(caller, resource);
      found.used = found.limit - remaining;
    },
    /** Sets this caller's limit for all windows. */
    setLimit(caller: Caller, resource: Resource, limit: number): void {
      bucket(caller, resource).limit = limit;
    },
  };
}

/** How many requests remain. */
export function remaining({ limit, used }: Bucket): number {
  return Math.max(0, limit - used);
}

/** The rate limit headers of a bucket. */
export function quotaHeaders(bucket: Bucket, resource: Resource): Record<string, string> {
  return {
    'x-ratelimit-limit': String(bucket.limit),
    'x-ratelimit-remaining': String(remaining(bucket)),
    'x-ratelimit-used': String(Math.min(bucket.used, bucket.limit)),
    'x-ratelimit-reset': String(bucket.reset),
    'x-ratelimit-resource': resource,
  };
}
