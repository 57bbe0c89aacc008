import { parseArgs } from "node:util";
import { pause } from "@/lib/retry";
import { createEdgeClient } from "./edge-client";
import { packetStream } from "./packets";
import type { SentPacket } from "./sent-packet";
import { MUCH_TROUBLE, NO_TROUBLE } from "./trouble";

const USAGE = `npm run load -- [--bikes=2000] [--seconds=30] [--seed=1] [--url=ADDRESS] [--key=KEY] [--prefix=LI-] [--trouble]

Every bike sends one reading a second, in uploads of 100 packets.
  --url      address of the service, default SLIPSTREAM_URL or http://127.0.0.1:3000
  --key      key of an API client that may write these bikes, default SLIPSTREAM_DEMO_KEY_LI
  --trouble  with duplicates, collisions, lateness, wrong clocks and bad values
`;
const PACKETS_PER_UPLOAD = 100;

const { values } = parseArgs({
  options: {
    bikes: { type: "string", default: "2000" },
    seconds: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
    prefix: { type: "string", default: "LI-" },
    url: { type: "string" },
    key: { type: "string" },
    trouble: { type: "boolean", default: false },
  },
});
const [bikes, seconds, seed] = [Number(values.bikes), Number(values.seconds), Number(values.seed)];
const key = values.key ?? process.env.SLIPSTREAM_DEMO_KEY_LI;
if (!key || ![bikes, seconds, seed].every((number) => Number.isInteger(number) && number > 0)) {
  console.error(USAGE);
  process.exit(2);
}

const client = createEdgeClient(values.url ?? process.env.SLIPSTREAM_URL ?? "http://127.0.0.1:3000", key);
const fromMs = Date.now();
const stream = packetStream(seed, {
  fromMs,
  bikes,
  prefix: values.prefix,
  packetsPerBike: seconds,
  readingsPerPacket: 1,
  phoneShare: values.trouble ? 0.3 : 0,
  trouble: values.trouble ? MUCH_TROUBLE : NO_TROUBLE,
});
const total = { uploads: 0, packets: 0, accepted: 0, refused: 0, faults: 0 };
const tookMs: number[] = [];
const open = new Set<Promise<void>>();

async function upload(packets: readonly SentPacket[]): Promise<void> {
  const startedMs = performance.now();
  const report = await client.send(packets);
  tookMs.push(performance.now() - startedMs);
  total.uploads++;
  total.packets += packets.length;
  total.accepted += report.accepted.packets;
  total.refused += report.refused_total;
  total.faults += report.faults_total;
}

/** Uploads are spread evenly over each second; an upload leaves when the readings in it are due. */
const everyMs = 1_000 / Math.ceil(bikes / PACKETS_PER_UPLOAD);
let batch: SentPacket[] = [];
let sent = 0;
const leave = async (): Promise<void> => {
  const packets = batch;
  batch = [];
  await pause(Math.max(0, fromMs + sent++ * everyMs - Date.now()));
  const sending = upload(packets).finally(() => open.delete(sending));
  open.add(sending);
};
for (const packet of stream) {
  batch.push(packet);
  if (batch.length === PACKETS_PER_UPLOAD) await leave();
}
if (batch.length > 0) await leave();
await Promise.all(open);

const sorted = tookMs.toSorted((a, b) => a - b);
const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
console.log(
  `uploads ${total.uploads}, packets ${total.packets}, accepted ${total.accepted}, refused ${total.refused}, ` +
    `values not stored ${total.faults}; acknowledged after ${at(0.5)} ms (median), ${at(0.99)} ms (99 of 100)`,
);
