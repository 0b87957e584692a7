/** Who asks: nobody known, the job token of GitHub Actions, or a person by a personal access token. */
export type Caller = 'anonymous' | 'job' | 'person';

/** GitHub counts these apart. */
export type Resource = 'core' | 'search' | 'graphql';

export type Bucket = { limit: number; used: number; reset: number };

const limits: Record<Caller, Record<Resource, number>> = {
  anonymous: { core: 60, search: 10, graphql: 0 },
  job: { core: 1000, search: 30, graphql: 1000 },
  person: { core: 5000, search: 30, graphql: 5000 },
};

const windowSeconds: Record<Resource, number> = { core: 3600, search: 60, graphql: 3600 };

export type Quota = ReturnType<typeof createQuota>;

/** The counters of a GitHub whose clock is `now`. Each window begins with its first request. */
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
    /** Leaves so many requests until the window ends. */
    setRemaining(caller: Caller, resource: Resource, remaining: number): void {
      const found = bucket(caller, resource);
      found.used = found.limit - remaining;
    },
    /** Makes this caller's limit larger or smaller, for good. */
    setLimit(caller: Caller, resource: Resource, limit: number): void {
      bucket(caller, resource).limit = limit;
    },
  };
}

/** What a bucket still holds. */
export function remaining({ limit, used }: Bucket): number {
  return Math.max(0, limit - used);
}

/** The headers that tell a caller about a bucket. */
export function quotaHeaders(bucket: Bucket, resource: Resource): Record<string, string> {
  return {
    'x-ratelimit-limit': String(bucket.limit),
    'x-ratelimit-remaining': String(remaining(bucket)),
    'x-ratelimit-used': String(Math.min(bucket.used, bucket.limit)),
    'x-ratelimit-reset': String(bucket.reset),
    'x-ratelimit-resource': resource,
  };
}
