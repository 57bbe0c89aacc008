export interface BrokerPorts {
  readonly port: number;
  readonly controllerPort: number;
}

/**
 * server.properties of one node that is broker and controller, on loopback. Topics are created by setup only.
 * @param node from 1; its ports are the cluster's at that place.
 */
export function serverProperties(
  node: number,
  cluster: readonly BrokerPorts[],
  logDirectory: string,
): string {
  const { port, controllerPort } = portsOf(node, cluster);
  const copies = Math.min(3, cluster.length);
  const inSync = Math.max(1, copies - 1);
  const settings = {
    "process.roles": "broker,controller",
    "node.id": node,
    "controller.quorum.voters": cluster
      .map((voter, at) => `${at + 1}@127.0.0.1:${voter.controllerPort}`)
      .join(","),
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${port}`,
    "inter.broker.listener.name": "PLAINTEXT",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "log.dirs": logDirectory,
    "auto.create.topics.enable": false,
    "offsets.topic.num.partitions": 1,
    "offsets.topic.replication.factor": copies,
    "transaction.state.log.num.partitions": 1,
    "transaction.state.log.replication.factor": copies,
    "transaction.state.log.min.isr": inSync,
    "share.coordinator.state.topic.num.partitions": 1,
    "share.coordinator.state.topic.replication.factor": copies,
    "share.coordinator.state.topic.min.isr": inSync,
    "group.initial.rebalance.delay.ms": 0,
    "log.cleaner.dedupe.buffer.size": 1_048_577,
    // After a hard kill the broker waits for its old registration to expire: 9 s by default.
    "broker.session.timeout.ms": 2_000,
    "broker.heartbeat.interval.ms": 500,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

function portsOf(node: number, cluster: readonly BrokerPorts[]): BrokerPorts {
  const ports = cluster[node - 1];
  if (!ports) throw new Error(`expected a node from 1 to ${cluster.length}, got ${node}`);
  return ports;
}

/** Warnings and worse, and the one line that says that the broker serves. */
export const LOG4J2_PROPERTIES = `status=error
rootLogger.level=warn
rootLogger.appenderRef.out.ref=Out
appender.out.type=Console
appender.out.name=Out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{ISO8601} %p %c{1} %m%n
logger.server.name=kafka.server.KafkaRaftServer
logger.server.level=info
`;
