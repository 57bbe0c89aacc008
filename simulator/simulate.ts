import { setInterval } from "node:timers";
import { namesIn } from "@/lib/domain/names";
import { createKafka } from "@/lib/kafka/client";
import { createPublisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { pause } from "@/lib/retry";
import { serveControls } from "./control/control-server";
import { createEdgeClient } from "./edge-client";
import { readSimulatorEnvironment, type SimulatorEnvironment } from "./environment";
import { openRegistry } from "./fleet/open-registry";
import { type Options, parseOptions, USAGE } from "./options";
import { edgeSend } from "./send/edge-send";
import { kafkaSend } from "./send/kafka-send";
import { openSimulation } from "./simulation";

const SAY_EVERY_MS = 60_000;
const CLOSE_WITHIN_MS = 3_000;

async function simulate(options: Options, environment: SimulatorEnvironment): Promise<void> {
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE);
  const { SLIPSTREAM_KAFKA_BROKERS: brokers, SLIPSTREAM_DATABASE_URL: databaseUrl } = environment;
  const log = createLog("simulator", "warn");
  const publisher = brokers && (await createPublisher(createKafka({ brokers, clientId: "simulator", log })));
  const register = publisher && databaseUrl ? await openRegistry(publisher, names, databaseUrl) : null;
  const key = options.key ?? environment.SLIPSTREAM_DEMO_KEY_LI;
  if (options.to === "kafka" && !publisher) throw new Error("--to=kafka: expected SLIPSTREAM_KAFKA_BROKERS");
  if (options.to === "edge" && !key) throw new Error("--key: expected one, or SLIPSTREAM_DEMO_KEY_LI");
  const send =
    options.to === "kafka" && publisher
      ? kafkaSend(publisher, names)
      : edgeSend(createEdgeClient(options.url ?? environment.SLIPSTREAM_URL, key ?? ""));
  const simulation = await openSimulation(options, send, register);
  const { SLIPSTREAM_SIMULATOR_PORT: port, SLIPSTREAM_SIMULATOR_TOKEN: token } = environment;
  const closeControls = port && token ? await serveControls(port, token, simulation) : () => undefined;

  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  if (options.for !== undefined) setTimeout(() => stop.abort(), options.for).unref();
  const say = (): void => console.log(JSON.stringify(simulation.state()));
  const saying = setInterval(say, SAY_EVERY_MS);
  say();
  const running = simulation.run(stop.signal);
  await Promise.race([running, new Promise((resolve) => stop.signal.addEventListener("abort", resolve))]);
  clearInterval(saying);
  closeControls();
  await simulation.close(CLOSE_WITHIN_MS);
  await Promise.race([running, pause(CLOSE_WITHIN_MS)]);
  say();
  if (publisher) await publisher.disconnect();
}

try {
  await simulate(parseOptions(process.argv.slice(2)), readSimulatorEnvironment());
  process.exit(0);
} catch (fault) {
  console.error(`${fault instanceof Error ? fault.message : String(fault)}\n\n${USAGE}`);
  process.exit(2);
}
