import type { Erased } from "../erasure/erased";

/** Nobody asked for anything to be erased. */
export const nothingErased: Erased = {
  of: () => [],
  isFresh: () => true,
  fresh: async () => undefined,
};
