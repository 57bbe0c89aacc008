interface Explanation {
  /** What is the matter, a sentence. */
  readonly cause: string;
  /** What somebody is to do, a sentence or two. */
  readonly remedy: string;
}

interface Rule extends Explanation {
  readonly fits: RegExp;
}

/** The first that fits what a worker says of its wait explains it. */
const RULES: readonly Rule[] = [
  {
    fits: /^breaker: Elasticsearch/,
    cause:
      "Elasticsearch refuses so many readings of so many bikes that a wrong deployment is likelier than wrong data.",
    remedy:
      "Compare the mapping of the window that is named with the template, and undo the last change. Readings that were refused are sent again every 30 seconds; none is lost.",
  },
  {
    fits: /^breaker: decoding/,
    cause:
      "So many records of so many bikes cannot be decoded that a wrong deployment is likelier than wrong data.",
    remedy:
      "Look at the newest dead letters and undo the last change of what sends them. Some records are tried every 30 seconds; the rest waits in Kafka.",
  },
  {
    fits: /^database: changes of master data/,
    cause: "The database does not answer the worker, and changes of master data wait in it.",
    remedy:
      "Look whether PostgreSQL runs and lets the login slipstream_outbox in. Changes are published when it does; readings do not wait for it.",
  },
  {
    fits: /^database:/,
    cause: "The database does not answer the worker, and what is made of rides and consent waits.",
    remedy:
      "Look whether PostgreSQL runs and lets the logins slipstream_projection and slipstream_erasure in. It goes on by itself when it does; readings do not wait for it.",
  },
  {
    fits: /^kafka: .*not known what was erased/,
    cause: "Nobody says of some partitions what was erased last, and their readings wait; others go on.",
    remedy:
      "Look whether the brokers that lead these partitions of the topic of erasures run and answer. The log says whether it is a bike's record that cannot be read.",
  },
  {
    fits: /^kafka: changes of master data/,
    cause: "Kafka does not acknowledge changes of master data.",
    remedy:
      "Look whether its brokers run and enough replicas are in sync. Run npm run setup if the topic of bikes is not there.",
  },
  {
    fits: /\d{4}-w\d{2}.*index write \(api\)/,
    cause: "A week takes no readings and is not sealed: its sealing was begun and did not come to its end.",
    remedy:
      "Run npm run windows -- seal WEEK, which goes on with it. Where that refuses because the week is live, somebody blocked it by hand: remove index.blocks.write.",
  },
  {
    fits: /read-only|cluster_block_exception/,
    cause: "Elasticsearch may not write: its disk is full to the flood stage, or an index is blocked.",
    remedy:
      "Free space or add a node. The block goes by itself when there is room, or remove index.blocks.read_only_allow_delete.",
  },
  {
    fits: /window .*404|index_template|template .* (missing|not found)/,
    cause: "The template of the windows is not there, and no window is made without it.",
    remedy: "Run npm run setup, which puts the templates. The worker goes on by itself.",
  },
  {
    fits: /validation_exception|maximum normal shards|shards? open/,
    cause: "The cluster takes no more shards, and a new week needs one.",
    remedy: "Raise cluster.max_shards_per_node or add a node; then repack old weeks.",
  },
  {
    fits: /security_exception|\b401\b|\b403\b/,
    cause: "Elasticsearch does not let the worker in, or not do what it needs.",
    remedy:
      "Compare the password and the role of user ingest with what the worker was given, and start it anew.",
  },
  {
    fits: /index_not_found|no such index|\b404\b/,
    cause: "An index that setup makes is not there.",
    remedy: "Run npm run setup, which makes it. The worker goes on by itself.",
  },
  {
    fits: /no answer|timed? ?out|ECONN|\b50[234]\b/,
    cause: "Elasticsearch does not answer, or answers that it is overloaded.",
    remedy: "Look whether it runs and how busy it is. What was not stored is sent again until it is.",
  },
  {
    fits: /\b429\b|rejected_execution/,
    cause: "Elasticsearch has more to do than it can.",
    remedy: "It is asked less at once by itself. If it stays so, add a node or look for expensive searches.",
  },
  {
    fits: /^kafka: lane .* is not in its group/,
    cause: "A worker is on its way into its group, or cannot reach Kafka.",
    remedy: "A new member takes some seconds. If it stays so, look whether Kafka runs and answers.",
  },
  {
    fits: /^kafka: .*dead-letter/,
    cause: "Dead letters cannot be written: their topic is not there or its brokers do not answer.",
    remedy: "Run npm run setup, which makes the topic, and look whether Kafka runs.",
  },
  {
    fits: /^kafka:/,
    cause: "Kafka does not acknowledge what the worker publishes.",
    remedy: "Look whether its brokers run and enough replicas are in sync.",
  },
];

const UNKNOWN: Explanation = {
  cause: "A store is not as it must be.",
  remedy: "The words of the worker below say which and why. It goes on by itself when that is mended.",
};

/** Cause and remedy of a wait, from the sentence by which a worker tells of it. A week that it names is in the remedy. */
export function explainWait(told: string): Explanation {
  const { cause, remedy } = RULES.find(({ fits }) => fits.test(told)) ?? UNKNOWN;
  const [week = "WEEK"] = /\d{4}-w\d{2}/.exec(told) ?? [];
  return { cause, remedy: remedy.replace("WEEK", week) };
}
