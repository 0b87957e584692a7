import { createRequire } from 'node:module';
import type * as zod from 'zod';

/** Zod, loaded with `require`, which loads its hundred modules faster than `import` does. */
export const z: typeof zod = createRequire(import.meta.url)('zod');

/** The types that go with it. */
export declare namespace z {
  type infer<Schema> = zod.infer<Schema>;
  type ZodType<Output = unknown, Input = unknown> = zod.ZodType<Output, Input>;
  type ZodObject = zod.ZodObject;
  type ZodError = zod.ZodError;
  namespace core {
    type $ZodIssue = zod.core.$ZodIssue;
    type $ZodRawIssue = zod.core.$ZodRawIssue;
    type $ZodIssueUnrecognizedKeys = zod.core.$ZodIssueUnrecognizedKeys;
  }
}
