import { MAX_READINGS_PER_PACKET } from "@/lib/domain/packet";
import { FLEET } from "./sent";
import type { Trial } from "./trial";

const PACKETS = 400;

/** Sends live readings that take more memory than a lane may have in flight, of bikes of their own. */
export async function sendMoreThanFits(
  { load }: Trial,
  isWanted: (bikeId: string) => boolean = () => true,
): Promise<void> {
  const fromMs = Date.now() - 60_000;
  let packets = 0;
  for (let bike = 1_000; packets < PACKETS; bike++) {
    const bikeId = `${FLEET}${bike}`;
    if (!isWanted(bikeId)) continue;
    packets++;
    const readings = Array.from({ length: MAX_READINGS_PER_PACKET }, (_, at) => ({
      bikeId,
      timeMs: fromMs + at * 100,
      speedKmh: at % 40,
      odometerM: at,
    }));
    await load.send(readings, false);
  }
}
