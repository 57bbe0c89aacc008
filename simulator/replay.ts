import { parseArgs } from "node:util";
import { createEdgeClient } from "./edge-client";
import { replayRide, ridesIn } from "./replay-rides";

const USAGE = `npm run replay -- FOLDER [--url=ADDRESS] [--key=KEY] [--files=N]

Sends recorded rides through the edge with their original times.
  --url    address of the service, default SLIPSTREAM_URL or http://127.0.0.1:3000
  --key    key of an API client that may write and read these bikes, default SLIPSTREAM_DEMO_KEY_DCU
  --files  only the first N files
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: "string" }, key: { type: "string" }, files: { type: "string" } },
});
const key = values.key ?? process.env.SLIPSTREAM_DEMO_KEY_DCU;
const [folder] = positionals;
const limit = values.files === undefined ? undefined : Number(values.files);
if (folder === undefined || !key || (limit !== undefined && !(Number.isInteger(limit) && limit > 0))) {
  console.error(USAGE);
  process.exit(2);
}

const client = createEdgeClient(values.url ?? process.env.SLIPSTREAM_URL ?? "http://127.0.0.1:3000", key);
const total = { sent: 0, accepted: 0, stored: 0, refused: 0 };
for (const [file, ride] of await ridesIn(folder, limit)) {
  const done = await replayRide(client, file, ride);
  total.sent += done.sent;
  total.accepted += done.accepted;
  total.stored += done.stored;
  total.refused += done.refused.length;
  const counts = `sent ${done.sent}, accepted ${done.accepted}, stored ${done.stored}, refused ${done.refused.length}`;
  console.log(`${file} → ${done.bikeId}: ${counts}`);
  for (const reason of done.refused) console.log(`  ${reason}`);
}
console.log(
  `total: sent ${total.sent}, accepted ${total.accepted}, stored ${total.stored}, refused ${total.refused}`,
);
process.exitCode = total.stored === total.sent ? 0 : 1;
