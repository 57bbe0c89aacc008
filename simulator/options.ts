import { z } from "zod";
import { address, duration, factor, given, oneOf, share, whole } from "@/cli/command/option-types";
import { readOptions } from "@/cli/command/read-options";
import { MOST_BIKES } from "@/lib/domain/simulator-control";
import { FIRST_RANGE } from "./bike-range";
import { range } from "./range-option";
import { NO_TROUBLE, type Trouble } from "./trouble";

export const USAGE = `npm run simulate -- [--bikes=300] [--seed=1] [--lively] [--history=4h] [--for=10m] …

A fleet of digital twins rides the roads of Liechtenstein, in time with the clock, and sends what its modules and its
riders' phones record. Without --lively it keeps the hours of people in Europe/Zurich.

  --bikes          how many, default 300, up to 100,000
  --prefix         how their names begin, default LI-S: LI-S000001 and on. LI-000001 and on are the fleet that npm start
                   keeps; two fleets that ride at the same time need prefixes of their own
  --seed           the same seed and prefix, the same bikes, riders and rides
  --lively         most of them are out at any hour
  --every          seconds between readings while riding, default 1
  --packet         readings that a module sends in one packet, default 2
  --phones         share of the riders whose phone records too, default 0.2
  --history        makes so much past first (30m, 4h, 7d) and sends it late, as what it is
  --history-every  seconds between readings in the past, default 15
  --speed          how fast the past is made, as a factor; default as fast as can be
  --for            ends after so long (30s, 10m, 4h)
  --state          file that keeps the fleet between two runs; the second goes on where the first ended, and sends what
                   could not be sent before (kept in FILE.unsent/)
  --truth          file for what truly happened, as lines of JSON
  --to             edge (default) or kafka, past the edge
  --url, --key     the edge: default SLIPSTREAM_URL or http://127.0.0.1:3000, and SLIPSTREAM_DEMO_KEY_LI
  --late --duplicates --reorder --ahead --bad
                   shares from 0 to 1: packets measured long ago, sent twice, out of order, by a clock that is
                   ahead, and readings with a value or time that the contract does not allow

Where SLIPSTREAM_KAFKA_BROKERS and SLIPSTREAM_DATABASE_URL are set, as .stack/env does for a service on this machine, it
publishes the bikes' master data, so that they are in fleets. Where SLIPSTREAM_SIMULATOR_PORT and
SLIPSTREAM_SIMULATOR_TOKEN are set, it listens there on loopback for who wants to look (GET /state) and meddle
(POST /control).
`;

const Options = z.object({
  bikes: whole(1, MOST_BIKES).default(300),
  prefix: range.default(FIRST_RANGE),
  seed: whole(0, 2 ** 32 - 1).default(1),
  lively: z.boolean().default(false),
  every: whole(1, 60).default(1),
  packet: whole(1, 100).default(2),
  phones: share.default(0.2),
  history: duration.default(0),
  "history-every": whole(1, 60).default(15),
  speed: factor.default(Number.POSITIVE_INFINITY),
  for: duration.optional(),
  state: given.optional(),
  truth: given.optional(),
  to: oneOf("edge", "kafka").default("edge"),
  url: address.optional(),
  key: given.optional(),
  late: share.default(0),
  duplicates: share.default(0),
  reorder: share.default(0),
  ahead: share.default(0),
  bad: share.default(0),
});
export type Options = z.infer<typeof Options>;

/** @throws WrongOptions that says of each option what was expected. */
export const parseOptions = (args: readonly string[]): Options =>
  readOptions(args, { schema: Options, flags: ["lively"] });

export const troubleOf = ({ late, duplicates, reorder, ahead, bad }: Options): Trouble => ({
  ...NO_TROUBLE,
  lateShare: late,
  duplicateShare: duplicates,
  reorderShare: reorder,
  aheadShare: ahead,
  badFieldShare: bad,
  badTimeShare: bad / 4,
});
