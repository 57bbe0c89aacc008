import type { z } from "zod";
import { readEnvironment } from "./read";
import { StoresEnvironment } from "./stores";

const ErasureEnvironment = StoresEnvironment.omit({ SLIPSTREAM_ELASTICSEARCH_URL: true });

/** What is needed to read which tombstones there are. */
export const readErasureEnvironment = (): z.infer<typeof ErasureEnvironment> =>
  readEnvironment(ErasureEnvironment, process.env);
