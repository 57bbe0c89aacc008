import { chown, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { elasticsearchHome } from "@/stack/fetch-parts";
import type { LaunchOptions } from "@/stack/process/launch";
import { USUAL_PORTS } from "@/stack/versions";
import { ownedFolder, placeOf, type ServerContext } from "./context";
import { elasticsearchYml, jvmOptions, LOG4J2_PROPERTIES } from "./elasticsearch-config";
import { renderUsers } from "./file-realm";
import { renderRoles } from "./roles";

export interface Elasticsearch {
  readonly address: string;
  readonly options: LaunchOptions;
}

/** Writes the node's configuration, roles and users anew and says how to launch it. */
export async function prepareElasticsearch(
  context: ServerContext,
  namespacePattern: string,
): Promise<Elasticsearch> {
  const home = await elasticsearchHome();
  const config = await ownedFolder(context, "elasticsearch", "config");
  const data = await ownedFolder(context, "elasticsearch", "data");
  const temporary = await ownedFolder(context, "elasticsearch", "tmp");
  const logs = await ownedFolder(context, "elasticsearch", "logs");
  await ownedFolder(context, "elasticsearch");
  const port = await context.port(USUAL_PORTS.elasticsearch);
  const transportPort = await context.port(USUAL_PORTS.elasticsearchTransport);
  const { users, usersRoles } = renderUsers(context.secrets.elasticsearch);
  const heapGigabytes = context.kind === "local" ? 2 : 1;
  const files = {
    "elasticsearch.yml": elasticsearchYml({ data, logs, port, transportPort }),
    "jvm.options": jvmOptions(await readFile(join(home, "config", "jvm.options"), "utf8"), {
      logs,
      heapGigabytes,
    }),
    "log4j2.properties": LOG4J2_PROPERTIES,
    "roles.yml": renderRoles(namespacePattern, context.kind),
    users,
    users_roles: usersRoles,
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(config, name), content, { mode: 0o600 });
  }
  if (context.identity) {
    for (const name of await readdir(config)) {
      await chown(join(config, name), context.identity.uid, context.identity.gid);
    }
  }
  const url = `http://127.0.0.1:${port}`;
  return {
    address: url,
    options: {
      ...placeOf(context, "Elasticsearch", "elasticsearch"),
      command: join(home, "bin", "elasticsearch"),
      args: [],
      cwd: data,
      environment: {
        PATH: process.env.PATH ?? "/usr/bin:/bin",
        ES_JAVA_HOME: context.java.home,
        ES_PATH_CONF: config,
        ES_TMPDIR: temporary,
        HOME: temporary,
      },
      stopSignal: "SIGTERM",
      stopGraceSeconds: 30,
      isReady: () => isHealthy(url, context.secrets.elasticsearch.setup),
      readyWithinSeconds: 180,
    },
  };
}

/** Whether every primary shard is there; health answers long before that. */
async function isHealthy(url: string, password: string): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`setup:${password}`).toString("base64")}`;
  const answer = await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`, {
    headers: { authorization },
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
  if (answer?.status === 401) throw new Error(`Elasticsearch at ${url} does not know its own user “setup”.`);
  return answer?.status === 200;
}
