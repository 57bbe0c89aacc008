import { setTimeout as sleep } from "node:timers/promises";
import type { EdgeSender } from "../lab/edge-sender";
import { NEIGHBOURS } from "../lab/edge-under-test";
import { inParallel } from "../lab/in-parallel";
import { FLEET } from "../lab/sent";
import type { Trial } from "../lab/trial";
import type { Scenario } from "../scenario";
import { notSlowed } from "./not-slowed";

/** The edge waits five seconds for the broker; the rest is for a machine that is busy. */
const REFUSED_WITHIN_MS = 10_000;
/** One byte more than an upload may have. */
const TOO_LARGE = Buffer.alloc(8 * 1024 * 1024 + 1, 32);
const FLOODS_FOR_MS = 120_000;

/** Faults around the edge: of the broker behind it, and of clients that repeat themselves or send too much. */
export const EDGE_SCENARIOS: readonly Scenario[] = [
  {
    name: "edge-kafka-down",
    fault: "the broker is killed while uploads go on, and started again after 12 seconds",
    expected: "uploads are answered 503 within seconds, and are in when they are sent again",
    edge: { senders: 24 },
    recoversWithin: 90,
    run: async ({ lab }) => {
      await lab.kafka.kill();
      await sleep(12_000);
      await lab.kafka.start();
    },
    check: refusals,
  },
  {
    name: "edge-kafka-frozen",
    fault: "the broker is frozen for 25 seconds while large uploads go on",
    expected: "uploads are answered 503 within seconds, and are in once when they are sent again",
    edge: { senders: 24, bikesPerSender: 2, paddingBytes: 400_000 },
    webMayGrowBytes: 400_000_000,
    recoversWithin: 90,
    run: async ({ lab }) => {
      await lab.kafka.freeze();
      await sleep(25_000);
      await lab.kafka.thaw();
    },
    check: refusals,
  },
  {
    name: "edge-upload-repeated",
    fault: "each upload is sent three times at once, over as many connections, and earlier ones twice more",
    expected: "each reading is stored once",
    isShort: true,
    edge: { timesAtOnce: 3, timesLater: 2 },
    run: () => sleep(5_000),
  },
  {
    name: "edge-rate-limited",
    fault: "a neighbour sends far more bytes than its allowance, and obeys Retry-After",
    expected: "it is answered 429 and loses nothing; others are not slowed",
    edge: {},
    run: async ({ edge }) => {
      const greedy = await edge.newSender(NEIGHBOURS);
      await floodUntilTold(greedy);
      await inParallel(20, 2, (at) => edge.load.send(greedy, [edge.load.next(`${FLEET}GREEDY-${at}`)]));
    },
    check: notSlowed,
  },
];

/** Every upload must have been answered in time while the broker was away, and some refused. */
async function refusals({ edge }: Trial): Promise<string[]> {
  const answers = edge.senders.flatMap((sender) => sender.answers);
  const refused = answers.filter(({ status }) => status === 503);
  if (refused.length === 0) return ["expected uploads to be refused while the broker was away, got none"];
  const slowestMs = Math.max(...answers.map(({ tookMs }) => tookMs));
  return slowestMs <= REFUSED_WITHIN_MS
    ? []
    : [`expected an answer within ${REFUSED_WITHIN_MS} ms, got one after ${Math.round(slowestMs)} ms`];
}

/** Sends bodies that are too large, five at a time, until the edge says that they are too many as well. */
async function floodUntilTold(sender: EdgeSender): Promise<void> {
  const startedMs = performance.now();
  const isTold = () => sender.answers.some(({ detail }) => detail?.includes("bytes per second"));
  const flood = async () => {
    while (!isTold()) {
      if (performance.now() - startedMs > FLOODS_FOR_MS)
        throw new Error("expected the neighbour to be told to send fewer bytes, it was not");
      const upload = sender.open({});
      void upload.write(TOO_LARGE);
      upload.end();
      const answer = await upload.answered;
      if (answer) sender.answers.push(answer);
    }
  };
  await Promise.all(Array.from({ length: 5 }, flood));
}
