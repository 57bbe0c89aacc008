export interface NodePlaces {
  readonly data: string;
  readonly logs: string;
  readonly port: number;
  readonly transportPort: number;
}

/**
 * elasticsearch.yml of a single node on loopback: users and roles on, no TLS, no surprises by a full disk. Indices of
 * the product are never created by writing into them.
 */
export function elasticsearchYml({ data, logs, port, transportPort }: NodePlaces): string {
  const settings = {
    "cluster.name": "slipstream-local",
    "node.name": "local",
    "path.data": data,
    "path.logs": logs,
    "network.host": "127.0.0.1",
    "http.port": port,
    "transport.port": transportPort,
    "discovery.type": "single-node",
    "action.auto_create_index": "-slipstream*,+*",
    "cluster.max_shards_per_node": 10_000,
    "cluster.routing.allocation.disk.threshold_enabled": false,
    "xpack.security.enabled": true,
    "xpack.security.enrollment.enabled": false,
    "xpack.security.http.ssl.enabled": false,
    "xpack.security.transport.ssl.enabled": false,
    "xpack.security.authc.realms.file.local.order": 0,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join("");
}

/** The distribution's JVM options with our heap, and with files in our folder: its own is not ours to write into. */
export function jvmOptions(
  distribution: string,
  { logs, heapGigabytes }: { logs: string; heapGigabytes: number },
): string {
  const kept = distribution
    .split("\n")
    .filter((line) => line.trim() && !/^\s*#|Xlog:gc|ErrorFile|HeapDump/.test(line));
  return [
    ...kept,
    `-Xms${heapGigabytes}g`,
    `-Xmx${heapGigabytes}g`,
    `-XX:ErrorFile=${logs}/hs_err_pid%p.log`,
    "",
  ].join("\n");
}

/** Everything to standard output, which is the server's log file. */
export const LOG4J2_PROPERTIES = `status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{ISO8601} %p %c{1.} %m%n%throwable{12}
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
logger.deprecation.name = org.elasticsearch.deprecation
logger.deprecation.level = error
`;
