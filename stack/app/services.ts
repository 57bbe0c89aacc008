import { join } from "node:path";
import { type Folders, REPOSITORY } from "@/stack/folders";
import type { LaunchOptions } from "@/stack/process/launch";
import { nodeProgram } from "@/stack/process/node-program";
import type { ElasticsearchUser } from "@/stack/versions";
import { WORKER_BUNDLE, WORKER_FLAGS } from "./worker-bundle";

type Environment = Readonly<Record<string, string>>;

const passwordOf = (user: ElasticsearchUser): string =>
  `SLIPSTREAM_ELASTICSEARCH_${user.toUpperCase()}_PASSWORD`;
const STORES = ["SLIPSTREAM_NAMESPACE", "SLIPSTREAM_KAFKA_BROKERS", "SLIPSTREAM_ELASTICSEARCH_URL"];
/** A process is told what it needs and no other user's password. */
const WEB = [
  ...STORES,
  passwordOf("operations"),
  passwordOf("analytics"),
  passwordOf("repair"),
  passwordOf("analytics"),
  "SLIPSTREAM_DATABASE_URL",
  "SLIPSTREAM_DATABASE_TENANT_URL",
  "NEXTAUTH_SECRET",
];
const SIMULATOR = [
  ...["SLIPSTREAM_NAMESPACE", "SLIPSTREAM_KAFKA_BROKERS", "SLIPSTREAM_DATABASE_URL"],
  "SLIPSTREAM_DEMO_KEY_LI",
];

const pick = (environment: Environment, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => names.includes(name) || name === "SLIPSTREAM_LOCAL_STACK"),
  );

/** The identity provider by which people sign in, and its secret. */
const identityProvider = (environment: Environment): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith("SLIPSTREAM_OIDC_")));

/** Where the simulator listens, and what opens it. */
export interface SimulatorControls {
  readonly port: number;
  readonly token: string;
}

/** A fleet that is to ride beside the product. */
export interface DemoFleet {
  readonly bikes: number;
  readonly controls: SimulatorControls;
}

/** A fleet that is out at all hours, with the past of a morning. */
const LIVELY = ["--lively", "--history=3h", "--history-every=15"];

const settingsOf = (controls: SimulatorControls | null): Record<string, string> =>
  controls === null
    ? {}
    : {
        SLIPSTREAM_SIMULATOR_PORT: String(controls.port),
        SLIPSTREAM_SIMULATOR_TOKEN: controls.token,
      };

const system = (): Record<string, string> => ({
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  ...(process.env.SLIPSTREAM_LOG_LEVEL && { SLIPSTREAM_LOG_LEVEL: process.env.SLIPSTREAM_LOG_LEVEL }),
  ...(process.env.SLIPSTREAM_REPORT_ZONE && { SLIPSTREAM_REPORT_ZONE: process.env.SLIPSTREAM_REPORT_ZONE }),
});

/** Where traces go, and which, as the shell says. */
const tracing = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      name.startsWith("OTEL_") && value !== undefined ? [[name, value]] : [],
    ),
  );

const asOurselves = (folders: Folders, name: string, file: string) => ({
  name,
  cwd: REPOSITORY,
  command: process.execPath,
  logFile: join(folders.logs, `${file}.log`),
  recordFile: join(folders.run, `${file}.json`),
  identity: undefined,
  stopSignal: "SIGTERM" as const,
});

/**
 * How Node runs the web server: the rows of a file of bikes live until they are stored, and with less room for the young
 * are copied again and again meanwhile.
 */
const WEB_FLAGS = ["--max-semi-space-size=64"];

/** Next's server on loopback; ready when the sign-in page is served. It is told of a simulator that runs beside it. */
export function webService(
  folders: Folders,
  environment: Environment,
  ports: { readonly web: number; readonly metrics: number },
  simulator: SimulatorControls | null = null,
): LaunchOptions {
  const next = join(REPOSITORY, "node_modules", "next", "dist", "bin", "next");
  return {
    ...asOurselves(folders, "Web", "web"),
    args: [...WEB_FLAGS, next, "start", "--hostname", "127.0.0.1", "--port", String(ports.web)],
    environment: {
      ...system(),
      ...tracing(),
      ...pick(environment, WEB),
      ...identityProvider(environment),
      ...settingsOf(simulator),
      AUTH_TRUST_HOST: "true",
      NEXT_TELEMETRY_DISABLED: "1",
      SLIPSTREAM_WEB_HOST: "127.0.0.1",
      SLIPSTREAM_WEB_METRICS_PORT: String(ports.metrics),
    },
    stopGraceSeconds: 10,
    isReady: () => answersOk(`http://127.0.0.1:${ports.web}/sign-in`),
    readyWithinSeconds: 60,
  };
}

/**
 * Which lanes a worker has; rides and reports are computed beside what takes readings in, not between, and what may remove
 * readings is by itself.
 */
const WORKERS = {
  ingest: {
    ...{ name: "Worker", file: "worker", lanes: "telemetry,late,bikes,outbox" },
    told: [passwordOf("ingest"), "SLIPSTREAM_DATABASE_OUTBOX_URL"],
  },
  rides: { name: "Rides worker", file: "rides-worker", lanes: "rides", told: [passwordOf("rides")] },
  reports: {
    ...{ name: "Reports worker", file: "reports-worker", lanes: "projection,figures" },
    told: [passwordOf("projection"), "SLIPSTREAM_DATABASE_PROJECTION_URL", "SLIPSTREAM_PSEUDONYM_KEY"],
  },
  erasure: {
    ...{ name: "Eraser", file: "eraser", lanes: "erasure" },
    told: [passwordOf("maintenance"), "SLIPSTREAM_DATABASE_ERASURE_URL"],
  },
} as const;

/** The zone of the reports, as the shell says; and a fleet of hundreds is to see something of today. */
const reportSettings = (): Record<string, string> => ({
  ...(process.env.SLIPSTREAM_REPORT_ZONE && { SLIPSTREAM_REPORT_ZONE: process.env.SLIPSTREAM_REPORT_ZONE }),
  SLIPSTREAM_REPORT_EARLY_RIDERS: process.env.SLIPSTREAM_REPORT_EARLY_RIDERS ?? "10",
});

/** A worker; ready when it says so. */
export function workerService(
  folders: Folders,
  environment: Environment,
  kind: keyof typeof WORKERS,
  ports: { readonly metrics: number },
): LaunchOptions {
  const { name, file, lanes, told } = WORKERS[kind];
  return {
    ...asOurselves(folders, name, file),
    args: [...WORKER_FLAGS, WORKER_BUNDLE, `--lanes=${lanes}`],
    environment: {
      ...system(),
      ...tracing(),
      ...pick(environment, [...STORES, ...told]),
      ...reportSettings(),
      SLIPSTREAM_WORKER_METRICS_PORT: String(ports.metrics),
    },
    stopGraceSeconds: 20,
    isReady: () => answersOk(`http://127.0.0.1:${ports.metrics}/health/ready`),
    readyWithinSeconds: 60,
  };
}

/** A demo fleet of so many bikes; ready when its controls answer. */
export function simulatorService(
  folders: Folders,
  environment: Environment,
  { controls, bikes }: DemoFleet,
  address: string,
): LaunchOptions {
  const program = join(REPOSITORY, "simulator", "simulate.ts");
  return {
    ...asOurselves(folders, "Simulator", "simulator"),
    args: nodeProgram(
      program,
      `--bikes=${bikes}`,
      ...LIVELY,
      `--state=${join(folders.data, "demo-fleet.json")}`,
    ),
    environment: {
      ...system(),
      ...pick(environment, SIMULATOR),
      ...settingsOf(controls),
      SLIPSTREAM_URL: address,
    },
    stopGraceSeconds: 15,
    isReady: () =>
      answersOk(`http://127.0.0.1:${controls.port}/state`, { authorization: `Bearer ${controls.token}` }),
    readyWithinSeconds: 60,
  };
}

const answersOk = (url: string, headers: Readonly<Record<string, string>> = {}): Promise<boolean> =>
  fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(10_000) }).then(
    (answer) => answer.status === 200,
    () => false,
  );
