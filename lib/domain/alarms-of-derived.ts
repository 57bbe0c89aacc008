import { type AlarmRow, grown } from "./alarm-row";
import { anyBeyond, anyGrew } from "./judgement";

/** Alarms of master data on its way, and of what is made from readings. */
export const DERIVED_ALARMS = [
  {
    name: "SlipstreamMasterDataWaits",
    title: "Master data waits",
    severity: "warning",
    watches: "max(slipstream_outbox_age_seconds) > 60",
    judged: anyBeyond(60, "slipstream_outbox_age_seconds"),
    forMinutes: 1,
    summary:
      "Changes of master data are not published: look whether the database and Kafka answer the worker, then mend that.",
    felt: "New registrations and changes of bikes do not show yet; readings are stored as ever.",
  },
  {
    name: "SlipstreamRidesBehind",
    title: "Rides behind",
    severity: "warning",
    watches: "max(slipstream_rides_overdue_seconds) > 600",
    judged: anyBeyond(600, "slipstream_rides_overdue_seconds"),
    forMinutes: 5,
    summary:
      "Rides are not computed as fast as readings come that change them: add a worker with the lane rides, or look what slows it.",
    felt: "New rides show late, and rides that late readings change; readings themselves show as ever.",
  },
  {
    name: "SlipstreamWithdrawalWaits",
    title: "Withdrawal waits",
    severity: "critical",
    watches: "max(slipstream_purge_age_seconds) > 300",
    judged: anyBeyond(300, "slipstream_purge_age_seconds"),
    forMinutes: 1,
    summary:
      "A rider's withdrawal is not purged, which must be done within 15 minutes: look what the worker with the lane projection waits for.",
    felt: "A rider who withdrew is left out of all figures, but what was kept for them is not removed yet.",
  },
  {
    name: "SlipstreamProjectionBehind",
    title: "Projection behind",
    severity: "warning",
    watches: "max(slipstream_projection_age_seconds) > 600",
    judged: anyBeyond(600, "slipstream_projection_age_seconds"),
    forMinutes: 5,
    summary:
      "Rides are not projected as fast as owners and consent change: add a worker with the lane projection, or look what slows it.",
    felt: "Reports show late what changed of rides, owners and consent; rides themselves show as ever.",
  },
  {
    name: "SlipstreamRecheckOverdue",
    title: "Re-check overdue",
    severity: "warning",
    watches: "max(slipstream_purge_checks_overdue_seconds) > 1800",
    judged: anyBeyond(1_800, "slipstream_purge_checks_overdue_seconds"),
    forMinutes: 5,
    summary:
      "What was purged is not looked for again an hour later: look what the worker with the lane projection waits for.",
    felt: "It was not looked yet whether what a rider took back is gone for good; it is left out of all figures meanwhile.",
  },
  {
    name: "SlipstreamFiguresBehind",
    title: "Figures behind",
    severity: "warning",
    watches: "max(slipstream_figures_overdue_seconds) > 1800",
    judged: anyBeyond(1_800, "slipstream_figures_overdue_seconds"),
    forMinutes: 5,
    summary:
      "Figures are not computed when they are due: look whether a worker with the lane figures runs, and what it waits for.",
    felt: "Reports are older than they say they would be; nothing in them is wrong for the time that they name.",
  },
  {
    name: "SlipstreamFiguresRefused",
    title: "Figures refused",
    severity: "warning",
    watches: `sum(${grown("slipstream_figures_refused_total", "1d")}) > 0`,
    judged: anyGrew("slipstream_figures_refused_total", 24 * 60),
    forMinutes: 0,
    summary:
      "Elasticsearch does not take a published figure, which is too large even alone: let it, and what stands before it, take larger bodies.",
    felt: "A report goes on showing what it said before, since its newest figures are too large to be shown.",
  },
  {
    name: "SlipstreamErasureWaits",
    title: "Erasure waits",
    severity: "warning",
    watches: "max(slipstream_erasure_age_seconds) > 3600",
    judged: anyBeyond(3_600, "slipstream_erasure_age_seconds"),
    forMinutes: 5,
    summary:
      "An erasure has not come to its end within an hour: see which step it is at, and what the worker with the lane erasure says.",
    felt: "A rider's data that were to be erased are not all gone yet.",
  },
] as const satisfies readonly AlarmRow[];
