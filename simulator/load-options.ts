import { z } from "zod";
import { address, given, whole } from "@/cli/command/option-types";
import { readOptions } from "@/cli/command/read-options";
import { range } from "./range-option";

export const LOAD_USAGE = `npm run load -- [--bikes=2000] [--seconds=30] [--seed=1] [--prefix=LI-L] [--trouble] [--url=ADDRESS] [--key=KEY]

Every bike sends one reading a second, in uploads of 100 packets. The same seed, the same rides.
  --bikes    how many, up to 100,000
  --seconds  for how long, up to 86400
  --prefix   how their names begin: LI-L000001 and on
  --trouble  and of all that goes wrong on the way some: packets twice, out of order, measured up to three years ago or by
             a clock that is ahead, other values for the same instant, readings in part, from phones too, and values and
             times that the contract does not allow
  --url      address of the service, default SLIPSTREAM_URL or http://127.0.0.1:3000
  --key      key of an API client that may write these bikes, default SLIPSTREAM_DEMO_KEY_LI
`;

const LoadOptions = z.object({
  bikes: whole(1, 100_000).default(2_000),
  seconds: whole(1, 86_400).default(30),
  seed: whole(0, 2 ** 32 - 1).default(1),
  prefix: range.default("LI-L"),
  trouble: z.boolean().default(false),
  url: address.optional(),
  key: given.optional(),
});
export type LoadOptions = z.infer<typeof LoadOptions>;

/** @throws WrongOptions. */
export const parseLoadOptions = (args: readonly string[]): LoadOptions =>
  readOptions(args, { schema: LoadOptions, flags: ["trouble"] });
