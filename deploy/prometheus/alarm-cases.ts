import type { AlarmName } from "@/lib/domain/alarms";
import { DERIVED_CASES } from "./alarm-cases-of-derived";
import {
  type AlarmCases,
  freshness,
  fromWeb,
  fromWorker,
  heldCases,
  lag,
  OTHER_WORKER,
  perLane,
  readings,
  uploads,
  WEB,
  WORKER,
} from "./case-series";

/** Each alarm's. */
export const CASES: Readonly<Record<AlarmName, AlarmCases>> = {
  SlipstreamHeldByElasticsearch: heldCases("elasticsearch", "kafka"),
  SlipstreamHeldByKafka: heldCases("kafka", "breaker"),
  SlipstreamHeldByBreaker: heldCases("breaker", "elasticsearch"),
  SlipstreamHeldByDatabase: heldCases("database", "breaker"),
  SlipstreamPastHalfRetention: {
    fires: {
      when: "two workers see the same old record",
      series: {
        [perLane("slipstream_uncommitted_past_half_retention", "late")]: "1x5",
        [perLane("slipstream_uncommitted_past_half_retention", "late", OTHER_WORKER)]: "1x5",
      },
      atMinutes: 2,
      labels: { severity: "critical", lane: "late" },
    },
    quiet: {
      when: "the oldest record is a day old, of seven",
      series: {
        [perLane("slipstream_uncommitted_past_half_retention", "telemetry")]: "0x5",
        [perLane("slipstream_uncommitted_age_seconds", "telemetry")]: "86400x5",
      },
      atMinutes: 5,
    },
  },
  SlipstreamRecordsLost: {
    fires: {
      when: "the counter begins with the gap",
      series: { [perLane("slipstream_gap_records_total", "telemetry")]: "_x2 40x10" },
      atMinutes: 5,
      labels: { severity: "critical", lane: "telemetry" },
    },
    quiet: {
      when: "the gap was found more than an hour ago",
      series: { [perLane("slipstream_gap_records_total", "telemetry")]: "40x90" },
      atMinutes: 80,
    },
  },
  SlipstreamDeadLettersRising: {
    fires: {
      when: "10 a minute become dead letters",
      series: { [readings("dead-lettered")]: "0+10x60", [readings("stored")]: "0+1000x60" },
      atMinutes: 30,
      labels: { severity: "warning", lane: "telemetry" },
    },
    quiet: {
      when: "a few are refused, and thousands were yesterday",
      series: { [readings("dead-lettered")]: "5000+2x60", [readings("stored")]: "0+1000x60" },
      atMinutes: 30,
    },
  },
  SlipstreamDeadLettersLarge: {
    fires: {
      when: "the first letters of a client are 150 MB",
      series: { [perLane("slipstream_dead_letter_bytes_total", "telemetry")]: "_x5 150000000x40" },
      atMinutes: 30,
      labels: { severity: "warning", lane: "telemetry" },
    },
    quiet: {
      when: "1 MB comes in a minute",
      series: { [perLane("slipstream_dead_letter_bytes_total", "telemetry")]: "9000000000+1000000x90" },
      atMinutes: 80,
    },
  },
  SlipstreamManyWindowsMade: {
    fires: {
      when: "one upload has readings of 600 weeks",
      series: { [perLane("slipstream_windows_made_total", "late")]: "_x5 600x40" },
      atMinutes: 30,
      labels: { severity: "warning", lane: "late" },
    },
    quiet: {
      when: "a new week begins, and a phone uploads a summer",
      series: {
        [perLane("slipstream_windows_made_total", "telemetry")]: "60x40 61x50",
        [perLane("slipstream_windows_made_total", "late")]: "0x40 14x50",
      },
      atMinutes: 60,
    },
  },
  SlipstreamFieldFaultsRising: {
    fires: {
      when: "a new firmware sends an unknown field 100 times a minute",
      series: { [perLane("slipstream_field_faults_total", "telemetry")]: "0+100x60" },
      atMinutes: 30,
      labels: { severity: "warning", lane: "telemetry" },
    },
    quiet: {
      when: "one bike's sensor is broken",
      series: { [perLane("slipstream_field_faults_total", "telemetry")]: "0+6x60" },
      atMinutes: 30,
    },
  },
  SlipstreamQuarantineRising: {
    fires: {
      when: "the first upload of a client has 500 readings without a time",
      series: { [readings("quarantined")]: "_x20 500x20" },
      atMinutes: 25,
      labels: { severity: "warning", lane: "telemetry" },
    },
    quiet: {
      when: "a worker that had quarantined many starts anew",
      series: { [readings("quarantined")]: "9000x20 0+1x30" },
      atMinutes: 30,
    },
  },
  SlipstreamFreshnessOverGoal: {
    fires: {
      when: "one live bulk in ten takes over a second",
      series: {
        [freshness("telemetry", "1")]: "0+90x30",
        [freshness("telemetry", "2.5")]: "0+100x30",
        [freshness("telemetry", "+Inf")]: "0+100x30",
      },
      atMinutes: 20,
      labels: { severity: "warning", lane: "telemetry" },
    },
    quiet: {
      when: "the late lane works off a backlog of hours",
      series: {
        [freshness("telemetry", "1")]: "0+100x30",
        [freshness("telemetry", "+Inf")]: "0+100x30",
        [freshness("late", "1")]: "0x30",
        [freshness("late", "3600")]: "0+100x30",
        [freshness("late", "+Inf")]: "0+100x30",
      },
      atMinutes: 20,
    },
  },
  SlipstreamLaneSilent: {
    fires: {
      when: "nothing came for 20 minutes",
      series: {
        [`slipstream_packets_total{lane="telemetry",decoder="scanned",${WORKER}}`]: "0+50x60 3000x20",
        [`slipstream_packets_total{lane="telemetry",decoder="general",${WORKER}}`]: "0x80",
      },
      atMinutes: 80,
      labels: { severity: "warning", lane: "telemetry" },
    },
    quiet: {
      when: "nothing ever came, or nothing to the late lane",
      series: {
        [`slipstream_packets_total{lane="telemetry",decoder="scanned",${WORKER}}`]: "0x80",
        [`slipstream_packets_total{lane="late",decoder="scanned",${WORKER}}`]: "0+50x60 3000x20",
      },
      atMinutes: 80,
    },
  },
  SlipstreamLaneOutOfGroup: {
    fires: {
      when: "one lane of two is out for three minutes",
      series: {
        [perLane("slipstream_lane_joined", "telemetry")]: "1x10",
        [perLane("slipstream_lane_joined", "late")]: "1x5 0x5",
      },
      atMinutes: 9,
      labels: { severity: "critical", lane: "late", instance: fromWorker.instance },
    },
    quiet: {
      when: "a rebalance is under way since a minute",
      series: { [perLane("slipstream_lane_joined", "late")]: "1x5 0x5" },
      atMinutes: 7,
    },
  },
  SlipstreamLagGrowing: {
    fires: {
      when: "one partition of two grows and both workers say so",
      series: {
        [lag("late", 0)]: "0+200x60",
        [lag("late", 0, OTHER_WORKER)]: "0+200x60",
        [lag("late", 1)]: "10x60",
        [lag("late", 1, OTHER_WORKER)]: "10x60",
      },
      atMinutes: 40,
      labels: { severity: "warning", lane: "late" },
    },
    quiet: {
      when: "a great backlog is being worked off, and two workers see a small one grow",
      series: {
        [lag("late", 0)]: "90000-200x65",
        [lag("telemetry", 0)]: "0+15x65",
        [lag("telemetry", 0, OTHER_WORKER)]: "0+15x65",
      },
      atMinutes: 60,
    },
  },
  ...DERIVED_CASES,
  SlipstreamWorkerDown: {
    fires: {
      when: "one worker of two does not answer for three minutes",
      series: { [`up{${WORKER}}`]: "1 0x9", [`up{${OTHER_WORKER}}`]: "1x10" },
      atMinutes: 4,
      labels: { severity: "critical", ...fromWorker },
    },
    quiet: {
      when: "a worker starts anew since a minute, and the web server is down",
      series: { [`up{${WORKER}}`]: "1x2 0x7", [`up{${WEB}}`]: "0x10" },
      atMinutes: 4,
    },
  },
  SlipstreamWorkerRestarting: {
    fires: {
      when: "it started four times within half an hour",
      series: { [`process_start_time_seconds{${WORKER}}`]: "100x5 460x5 820x5 1180x10" },
      atMinutes: 25,
      labels: { severity: "critical", ...fromWorker },
    },
    quiet: {
      when: "it was deployed twice",
      series: { [`process_start_time_seconds{${WORKER}}`]: "100x5 460x5 820x15" },
      atMinutes: 25,
    },
  },
  SlipstreamEdgeDown: {
    fires: {
      when: "the web server does not answer for three minutes",
      series: { [`up{${WEB}}`]: "1 0x9", [`up{${WORKER}}`]: "1x10" },
      atMinutes: 4,
      labels: { severity: "critical", ...fromWeb },
    },
    quiet: {
      when: "the web server starts anew since a minute, and a worker is down",
      series: { [`up{${WEB}}`]: "1x2 0x7", [`up{${WORKER}}`]: "0x10" },
      atMinutes: 4,
    },
  },
  SlipstreamEdgeRefusing: {
    fires: {
      when: "one upload in ten is refused",
      series: { [uploads(202)]: "0+90x20", [uploads(503)]: "0+10x20" },
      atMinutes: 15,
      labels: { severity: "critical" },
    },
    quiet: {
      when: "clients send nonsense, and another route fails",
      series: {
        [uploads(202)]: "0+90x20",
        [uploads(400)]: "0+50x20",
        [uploads(503)]: "0+1x20",
        [uploads(503, "GET /api/v1/bikes")]: "0+100x20",
      },
      atMinutes: 15,
    },
  },
};
