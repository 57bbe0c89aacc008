import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What the worker measures; names and units as Prometheus has them. One set per process. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    readings: new Counter({
      name: "slipstream_readings_total",
      help: "Readings by lane and what became of them.",
      labelNames: ["lane", "outcome"],
      registers,
    }),
    fieldFaults: new Counter({
      name: "slipstream_field_faults_total",
      help: "Fields taken out of readings and kept as dead letters.",
      labelNames: ["lane"],
      registers,
    }),
    deadLetterBytes: new Counter({
      name: "slipstream_dead_letter_bytes_total",
      help: "Bytes of dead letters, which are kept without a time limit, by lane.",
      labelNames: ["lane"],
      registers,
    }),
    windowsMade: new Counter({
      name: "slipstream_windows_made_total",
      help: "Indices that were made for a week, by lane.",
      labelNames: ["lane"],
      registers,
    }),
    packets: new Counter({
      name: "slipstream_packets_total",
      help: "Packets by lane and decoder (scanned or general).",
      labelNames: ["lane", "decoder"],
      registers,
    }),
    bulkSeconds: new Histogram({
      name: "slipstream_bulk_seconds",
      help: "From sending a bulk of readings to its answer.",
      labelNames: ["lane"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    bulkReadings: new Histogram({
      name: "slipstream_bulk_readings",
      help: "Readings in a bulk.",
      labelNames: ["lane"],
      buckets: [1, 10, 100, 500, 1_000, 2_500, 5_000],
      registers,
    }),
    freshnessSeconds: new Histogram({
      name: "slipstream_freshness_seconds",
      help: "From the edge's stamp to the reading durable in its window, by bulk (its oldest reading).",
      labelNames: ["lane"],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3_600],
      registers,
    }),
    lateness: new Counter({
      name: "slipstream_lateness_readings_total",
      help: "Readings by how late they arrived.",
      labelNames: ["class"],
      registers,
    }),
    lag: new Gauge({
      name: "slipstream_consumer_lag_records",
      help: "Records behind the end of the topic, by lane and partition.",
      labelNames: ["lane", "partition"],
      registers,
    }),
    gapRecords: new Counter({
      name: "slipstream_gap_records_total",
      help: "Records that a topic's retention deleted before they were read, by lane.",
      labelNames: ["lane"],
      registers,
    }),
    uncommittedAge: new Gauge({
      name: "slipstream_uncommitted_age_seconds",
      help: "At least how old the oldest record is that is not committed, in a few steps, by lane.",
      labelNames: ["lane"],
      registers,
    }),
    pastHalfRetention: new Gauge({
      name: "slipstream_uncommitted_past_half_retention",
      help: "1 while a record that is not committed is older than half of its topic's retention, by lane.",
      labelNames: ["lane"],
      registers,
    }),
    held: new Gauge({
      name: "slipstream_held",
      help: "1 while the worker waits for a store that is not as it must be.",
      labelNames: ["store"],
      registers,
    }),
    stateWrites: new Counter({
      name: "slipstream_state_writes_total",
      help: "Bike states by result of the write.",
      labelNames: ["result"],
      registers,
    }),
    registrations: new Counter({
      name: "slipstream_registrations_total",
      help: "Versions of bikes' master data, by whether they could be read.",
      labelNames: ["result"],
      registers,
    }),
    outboxRows: new Gauge({
      name: "slipstream_outbox_rows",
      help: "Changes of master data that wait to be published, counted up to 100,000.",
      registers,
    }),
    outboxAge: new Gauge({
      name: "slipstream_outbox_age_seconds",
      help: "How long the oldest change of master data has waited to be published, and since when nobody could ask.",
      registers,
    }),
    outboxPublished: new Counter({
      name: "slipstream_outbox_published_total",
      help: "Entities of bikes that this process published.",
      registers,
    }),
    ridesOverdue: new Gauge({
      name: "slipstream_rides_overdue_seconds",
      help: "How long marks of bikes whose rides may have changed have waited beyond their time.",
      registers,
    }),
    projectedBikes: new Counter({
      name: "slipstream_projected_bikes_total",
      help: "Bikes whose consented rides were made what they are to be, each as often as that was done.",
      registers,
    }),
    projectionAge: new Gauge({
      name: "slipstream_projection_age_seconds",
      help: "How long the oldest bike has waited whose rides may count otherwise.",
      registers,
    }),
    purgeAge: new Gauge({
      name: "slipstream_purge_age_seconds",
      help: "How long the oldest withdrawal has waited to be purged; it is excluded meanwhile.",
      registers,
    }),
    checksOverdue: new Gauge({
      name: "slipstream_purge_checks_overdue_seconds",
      help: "How long beyond its time the oldest look has waited whether what was purged is gone.",
      registers,
    }),
    figureMarks: new Gauge({
      name: "slipstream_figure_marks",
      help: "Days of a purpose whose figures may be others, also those that are not to be computed yet.",
      registers,
    }),
    figureDocuments: new Gauge({
      name: "slipstream_figure_documents",
      help: "Documents that were published and are not written yet.",
      registers,
    }),
    figuresOverdue: new Gauge({
      name: "slipstream_figures_overdue_seconds",
      help: "How long the oldest day, block or question for evidence has waited that could be worked on.",
      labelNames: ["of"],
      registers,
    }),
    figureBlocks: new Counter({
      name: "slipstream_figure_blocks_total",
      help: "Blocks of figures that this process computed, each as often as that was done.",
      registers,
    }),
    figuresWritten: new Counter({
      name: "slipstream_figure_documents_written_total",
      help: "Documents of figures that this process wrote, by kind: restatement says that a closed block was published anew.",
      labelNames: ["kind"],
      registers,
    }),
    reportsAge: new Gauge({
      name: "slipstream_reports_age_seconds",
      help: "Since when the range model was learned, and completeness said, by the process that leads.",
      labelNames: ["of"],
      registers,
    }),
    figuresRefused: new Counter({
      name: "slipstream_figures_refused_total",
      help: "Documents of figures that Elasticsearch does not take, each being too large even alone; reports go on showing what stood there.",
      registers,
    }),
    rangeModel: new Gauge({
      name: "slipstream_range_model_verdict",
      help: "1 for what came of the last learning of the range model, by the process that leads.",
      labelNames: ["verdict"],
      registers,
    }),
    erasuresOpen: new Gauge({
      name: "slipstream_erasures_open",
      help: "Erasures that something is left to do for, by the step that they are at.",
      labelNames: ["step"],
      registers,
    }),
    erasureAge: new Gauge({
      name: "slipstream_erasure_age_seconds",
      help: "How long the oldest of them has waited for its end, or beyond the time of its later look.",
      registers,
    }),
    bytesInFlight: new Gauge({
      name: "slipstream_bytes_in_flight",
      help: "Bytes that batches hold until they are durable, with the records that they came from, by lane.",
      labelNames: ["lane"],
      registers,
    }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;

/** Shows at each scrape which lanes are members of their groups. */
export function showJoined(
  { registry }: Metrics,
  lanes: readonly { readonly options: { readonly name: string }; readonly joined: boolean }[],
): void {
  new Gauge({
    name: "slipstream_lane_joined",
    help: "1 while a lane is a member of its consumer group.",
    labelNames: ["lane"],
    registers: [registry],
    collect() {
      for (const { options, joined } of lanes) this.set({ lane: options.name }, joined ? 1 : 0);
    },
  });
}
