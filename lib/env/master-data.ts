import type { z } from "zod";
import { DatabaseUrl } from "./database";
import { readEnvironment } from "./read";
import { StoresEnvironment } from "./stores";

const MasterDataEnvironment = StoresEnvironment.omit({ SLIPSTREAM_ELASTICSEARCH_URL: true }).extend({
  SLIPSTREAM_DATABASE_URL: DatabaseUrl,
});

/** What is needed to compare master data with its topic. */
export const readMasterDataEnvironment = (): z.infer<typeof MasterDataEnvironment> =>
  readEnvironment(MasterDataEnvironment, process.env);
