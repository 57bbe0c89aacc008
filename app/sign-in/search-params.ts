import { z } from "zod";

const one = z.string().max(2_000).optional().catch(undefined);

/** `from`: the path that was asked for; `error`: what the last attempt failed with. */
export const SearchParams = z.object({ from: one, error: one });
