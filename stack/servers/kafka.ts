import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { access, chown, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { CLASS_ARCHIVES, KAFKA_LIBRARIES } from "@/stack/folders";
import { hasSetpriv, withSetpriv } from "@/stack/process/command-line";
import type { LaunchOptions } from "@/stack/process/launch";
import { USUAL_PORTS, VERSIONS } from "@/stack/versions";
import { ownedFolder, placeOf, type ServerContext } from "./context";
import { type BrokerPorts, LOG4J2_PROPERTIES, serverProperties } from "./kafka-config";

export interface Kafka {
  readonly address: string;
  readonly options: LaunchOptions;
  /** After an orderly stop: keeps what the JVM learnt about its classes, which halves the next start. */
  readonly keepClassArchive: () => Promise<void>;
}

/** Brokers that belong together. */
export interface Cluster {
  readonly id: string;
  readonly brokers: readonly BrokerPorts[];
}

/** Ports for so many brokers; the id is used by those whose storage is new. */
export async function planCluster(context: ServerContext, brokers: number): Promise<Cluster> {
  const ports: BrokerPorts[] = [];
  for (let node = 1; node <= brokers; node++)
    ports.push({
      port: await context.port(USUAL_PORTS.kafka),
      controllerPort: await context.port(USUAL_PORTS.kafkaController),
    });
  return { id: clusterId(), brokers: ports };
}

/**
 * Writes a broker's configuration anew, formats its storage the first time, and says how to launch it.
 * @param node from 1.
 */
export async function prepareKafka(context: ServerContext, cluster: Cluster, node: number): Promise<Kafka> {
  const name = brokerName(node);
  const folder = await ownedFolder(context, name);
  const logDirectory = await ownedFolder(context, name, "log");
  const properties = join(folder, "server.properties");
  const logging = join(folder, "log4j2.properties");
  await writeFile(properties, serverProperties(node, cluster.brokers, logDirectory), { mode: 0o644 });
  await writeFile(logging, LOG4J2_PROPERTIES, { mode: 0o644 });
  const java = join(context.java.home, "bin", "java");
  const classPath = ["-cp", join(KAFKA_LIBRARIES, "*")];
  if (!(await exists(join(logDirectory, "meta.properties")))) {
    await runAs(context, java, [
      ...["-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", ...classPath],
      ...["kafka.tools.StorageTool", "format", "-t", cluster.id, "-c", properties],
    ]);
  }
  const archive = await classArchive(context);
  return {
    address: `127.0.0.1:${cluster.brokers[node - 1]?.port}`,
    options: {
      ...placeOf(context, node === 1 ? "Kafka" : `Kafka ${node}`, name),
      command: java,
      args: [
        ...["-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", archive.flag],
        ...[`-Dlog4j2.configurationFile=${logging}`, ...classPath, "kafka.Kafka", properties],
      ],
      cwd: folder,
      environment: { PATH: process.env.PATH ?? "/usr/bin:/bin" },
      stopSignal: "SIGTERM",
      stopGraceSeconds: 20,
      isReady: (logged) => logged.includes("Kafka Server started"),
      readyWithinSeconds: 60,
    },
    keepClassArchive: archive.keep,
  };
}

/** Of its folder, its log and its record. */
export const brokerName = (node: number): string => (node === 1 ? "kafka" : `kafka-${node}`);

/** An archive is tied to its JVM and to the libraries; one that does not fit is ignored by the JVM. */
async function classArchive(context: ServerContext): Promise<{ flag: string; keep: () => Promise<void> }> {
  await mkdir(CLASS_ARCHIVES, { recursive: true });
  if (context.identity) await chown(CLASS_ARCHIVES, context.identity.uid, context.identity.gid);
  const archive = join(CLASS_ARCHIVES, `kafka-${VERSIONS.kafka}-java-${context.java.version}.jsa`);
  if (await exists(archive)) {
    return { flag: `-XX:SharedArchiveFile=${archive}`, keep: () => Promise.resolve() };
  }
  const unfinished = `${archive}.${randomBytes(4).toString("hex")}`;
  return {
    flag: `-XX:ArchiveClassesAtExit=${unfinished}`,
    keep: () => rename(unfinished, archive).catch(() => undefined),
  };
}

async function runAs(context: ServerContext, command: string, args: readonly string[]): Promise<void> {
  const wrapped = hasSetpriv() ? withSetpriv({ command, args }, context) : { command, args };
  const identity = hasSetpriv() ? {} : context.identity;
  await promisify(execFile)(wrapped.command, [...wrapped.args], { cwd: "/", ...identity });
}

/** 16 random bytes in Kafka's notation: 22 characters, the first of which must not look like an option. */
function clusterId(): string {
  const id = randomBytes(16).toString("base64url");
  return id.startsWith("-") ? clusterId() : id;
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
