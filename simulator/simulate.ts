import { setInterval } from "node:timers";
import { command } from "@/cli/command/command";
import { WrongOptions } from "@/cli/command/wrong-options";
import { namesIn } from "@/lib/domain/names";
import { createKafka } from "@/lib/kafka/client";
import { createPublisher } from "@/lib/kafka/publisher";
import { createLog } from "@/lib/log";
import { pause } from "@/lib/retry";
import { serveControls } from "./control/control-server";
import { createEdgeClient } from "./edge-client";
import { readSimulatorEnvironment, type SimulatorEnvironment } from "./environment";
import { findKey } from "./find-key";
import { openRegistry } from "./fleet/open-registry";
import { type Options, parseOptions, USAGE } from "./options";
import { edgeSend } from "./send/edge-send";
import { kafkaSend } from "./send/kafka-send";
import type { Send } from "./send/send";
import { openSimulation } from "./simulation";

const SAY_EVERY_MS = 60_000;
const CLOSE_WITHIN_MS = 3_000;

function edge({ to, url, key }: Options, environment: SimulatorEnvironment): Send {
  const { SLIPSTREAM_URL, SLIPSTREAM_DEMO_KEY_LI } = environment;
  if (to === "kafka")
    throw new WrongOptions("--to=kafka: expected SLIPSTREAM_KAFKA_BROKERS in the environment, got nothing");
  const found = findKey(key, SLIPSTREAM_DEMO_KEY_LI, "SLIPSTREAM_DEMO_KEY_LI");
  return edgeSend(createEdgeClient(url ?? SLIPSTREAM_URL, found));
}

async function simulate(options: Options, environment: SimulatorEnvironment): Promise<void> {
  const names = namesIn(environment.SLIPSTREAM_NAMESPACE);
  const { SLIPSTREAM_KAFKA_BROKERS: brokers, SLIPSTREAM_DATABASE_URL: databaseUrl } = environment;
  const log = createLog("simulator", "warn");
  const publisher = brokers && (await createPublisher(createKafka({ brokers, clientId: "simulator", log })));
  const register = databaseUrl === undefined ? null : openRegistry(databaseUrl);
  const send = publisher && options.to === "kafka" ? kafkaSend(publisher, names) : edge(options, environment);
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

process.exit(
  await command(USAGE, process.argv.slice(2), async (args) => {
    const options = parseOptions(args);
    await simulate(options, readSimulatorEnvironment(options.url));
    return 0;
  }),
);
