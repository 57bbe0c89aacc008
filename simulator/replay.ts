import { command } from "@/cli/command/command";
import { createEdgeClient } from "./edge-client";
import { readSimulatorEnvironment } from "./environment";
import { findKey } from "./find-key";
import { parseReplayOptions, REPLAY_USAGE, type ReplayOptions } from "./replay-options";
import { awaitStored, type ReplayedRide, replayRide, ridesIn } from "./replay-rides";
import type { Ride } from "./ride-file";

async function replay(options: ReplayOptions): Promise<number> {
  const { SLIPSTREAM_URL, SLIPSTREAM_DEMO_KEY_DCU } = readSimulatorEnvironment(options.url);
  const rides = await ridesIn(options.FOLDER, options.files);
  const key = findKey(options.key, SLIPSTREAM_DEMO_KEY_DCU, "SLIPSTREAM_DEMO_KEY_DCU");
  const client = createEdgeClient(options.url ?? SLIPSTREAM_URL, key);
  const done: (readonly [Ride, ReplayedRide])[] = [];
  for (const [file, ride] of rides) {
    const sent = await replayRide(client, file, ride);
    done.push([ride, sent]);
    tell(sent);
  }
  const isStored = ({ stored, accepted }: ReplayedRide) => stored >= accepted;
  const later = await awaitStored(
    client,
    done.filter(([, sent]) => !isStored(sent)),
  );
  later.filter(isStored).forEach(tell);
  const all = [...done.map(([, sent]) => sent).filter(isStored), ...later];
  const sum = (count: (ride: ReplayedRide) => number) => all.reduce((sum, ride) => sum + count(ride), 0);
  const [sent, accepted, stored] = [
    sum((ride) => ride.sent),
    sum((ride) => ride.accepted),
    sum((ride) => ride.stored),
  ];
  const waiting = stored < accepted ? "; what was accepted follows as the worker gets to it" : "";
  const refused = sum((ride) => ride.refused.length);
  console.log(`total: sent ${sent}, accepted ${accepted}, stored ${stored}, refused ${refused}${waiting}`);
  return stored === sent ? 0 : 1;
}

function tell({ file, bikeId, sent, accepted, stored, refused }: ReplayedRide): void {
  console.log(
    `${file} → ${bikeId}: sent ${sent}, accepted ${accepted}, stored ${stored}, refused ${refused.length}`,
  );
  for (const reason of refused) console.log(`  ${reason}`);
}

process.exit(await command(REPLAY_USAGE, process.argv.slice(2), (args) => replay(parseReplayOptions(args))));
