import { parseArgs } from "node:util";
import { z } from "zod";
import { MOST_BIKES } from "./control/contract";
import { NO_TROUBLE, type Trouble } from "./trouble";

export const USAGE = `npm run simulate -- [--bikes=300] [--seed=1] [--lively] [--history=4h] [--for=10m] …

A fleet of digital twins rides the roads of Liechtenstein, in time with the clock, and sends what its modules and its
riders' phones record. Without --lively it keeps the hours of people in Europe/Zurich.

  --bikes          how many, named LI-000001 and on; up to 100,000
  --seed           the same seed, the same bikes, riders and rides
  --lively         most of them are out at any hour
  --every          seconds between readings while riding, default 1
  --packet         readings that a module sends in one packet, default 2
  --phones         share of the riders whose phone records too, default 0.2
  --history        makes so much past first (30m, 4h, 7d) and sends it late, as what it is
  --history-every  seconds between readings in the past, default 15
  --speed          how fast the past is made, as a factor; default as fast as can be
  --for            ends after so long (30s, 10m, 4h)
  --state          file that keeps the fleet between two runs; the second goes on where the first ended
  --truth          file for what truly happened, as lines of JSON
  --to             edge (default) or kafka, past the edge
  --url, --key     the edge: default SLIPSTREAM_URL or http://127.0.0.1:3000, and SLIPSTREAM_DEMO_KEY_LI
  --late --duplicates --reorder --ahead --bad
                   shares from 0 to 1: packets measured long ago, sent twice, out of order, by a clock that is
                   ahead, and readings with a value or time that the contract does not allow

Where SLIPSTREAM_KAFKA_BROKERS and SLIPSTREAM_DATABASE_URL are set, it publishes the bikes' master data. Where
SLIPSTREAM_SIMULATOR_PORT and SLIPSTREAM_SIMULATOR_TOKEN are set, it listens there on loopback for who wants to
look (GET /state) and meddle (POST /control).
`;

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const isUnit = (letter: string | undefined): letter is keyof typeof UNITS =>
  letter !== undefined && letter in UNITS;

const Duration = z.string().transform((text, context): number => {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (isUnit(unit)) return Number(amount) * UNITS[unit];
  context.addIssue({ code: "custom", message: `expected a duration like 90s, 30m, 4h or 7d, got ${text}` });
  return z.NEVER;
});
const whole = (min: number, max: number, usual: number) =>
  z.coerce.number().int().min(min).max(max).default(usual);
const share = (usual: number) => z.coerce.number().min(0).max(1).default(usual);

const Options = z.object({
  bikes: whole(1, MOST_BIKES, 300),
  seed: whole(0, 2 ** 32 - 1, 1),
  lively: z.boolean().default(false),
  every: whole(1, 60, 1),
  packet: whole(1, 100, 2),
  phones: share(0.2),
  history: Duration.default(0),
  "history-every": whole(1, 60, 15),
  speed: z.coerce.number().positive().default(Number.POSITIVE_INFINITY),
  for: Duration.optional(),
  state: z.string().min(1).optional(),
  truth: z.string().min(1).optional(),
  to: z.enum(["edge", "kafka"]).default("edge"),
  url: z.url().optional(),
  key: z.string().min(1).optional(),
  late: share(0),
  duplicates: share(0),
  reorder: share(0),
  ahead: share(0),
  bad: share(0),
});
export type Options = z.infer<typeof Options>;

const names = Object.keys(Options.shape);
const known = Object.fromEntries(
  names.map((name) => [name, { type: name === "lively" ? ("boolean" as const) : ("string" as const) }]),
);

/** @throws Error that says of each option what was expected. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: known });
  const parsed = Options.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("\n"),
  );
}

export const troubleOf = ({ late, duplicates, reorder, ahead, bad }: Options): Trouble => ({
  ...NO_TROUBLE,
  lateShare: late,
  duplicateShare: duplicates,
  reorderShare: reorder,
  aheadShare: ahead,
  badFieldShare: bad,
  badTimeShare: bad / 4,
});
