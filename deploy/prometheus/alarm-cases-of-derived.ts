import type { DERIVED_ALARMS } from "@/lib/domain/alarms-of-derived";
import { type AlarmCases, OTHER_WORKER, WORKER } from "./case-series";

const overdue = (of: string) => `slipstream_figures_overdue_seconds{of="${of}",${WORKER}}`;

/** Each alarm's of what is derived. */
export const DERIVED_CASES: Readonly<Record<(typeof DERIVED_ALARMS)[number]["name"], AlarmCases>> = {
  SlipstreamMasterDataWaits: {
    fires: {
      when: "a change has waited for two minutes, as one of two workers says",
      series: {
        [`slipstream_outbox_age_seconds{${WORKER}}`]: "0 60 120 180 240",
        [`slipstream_outbox_age_seconds{${OTHER_WORKER}}`]: "0x5",
      },
      atMinutes: 4,
      labels: { severity: "warning" },
    },
    quiet: {
      when: "many changes wait, none for long",
      series: {
        [`slipstream_outbox_age_seconds{${WORKER}}`]: "50x5",
        [`slipstream_outbox_rows{${WORKER}}`]: "100000x5",
      },
      atMinutes: 5,
    },
  },
  SlipstreamRidesBehind: {
    fires: {
      when: "marks have waited beyond their time for longer and longer, at one of two workers",
      series: {
        [`slipstream_rides_overdue_seconds{${WORKER}}`]: "0+120x20",
        [`slipstream_rides_overdue_seconds{${OTHER_WORKER}}`]: "0x20",
      },
      atMinutes: 15,
      labels: { severity: "warning" },
    },
    quiet: {
      when: "a season that came at once is worked off within ten minutes",
      series: { [`slipstream_rides_overdue_seconds{${WORKER}}`]: "0+120x5 480 360 240 120 0x5" },
      atMinutes: 12,
    },
  },
  SlipstreamWithdrawalWaits: {
    fires: {
      when: "a withdrawal has waited for longer and longer",
      series: { [`slipstream_purge_age_seconds{${WORKER}}`]: "0+60x20" },
      atMinutes: 8,
      labels: { severity: "critical" },
    },
    quiet: {
      when: "withdrawals are purged within seconds, one after the other",
      series: { [`slipstream_purge_age_seconds{${WORKER}}`]: "2x20" },
      atMinutes: 15,
    },
  },
  SlipstreamProjectionBehind: {
    fires: {
      when: "marks have waited for longer and longer, at one of two workers",
      series: {
        [`slipstream_projection_age_seconds{${WORKER}}`]: "0+120x20",
        [`slipstream_projection_age_seconds{${OTHER_WORKER}}`]: "0x20",
      },
      atMinutes: 15,
      labels: { severity: "warning" },
    },
    quiet: {
      when: "all bikes that were marked at once are projected within ten minutes",
      series: { [`slipstream_projection_age_seconds{${WORKER}}`]: "0+120x5 480 360 240 120 0x5" },
      atMinutes: 12,
    },
  },
  SlipstreamRecheckOverdue: {
    fires: {
      when: "a look has been due for longer and longer, as both workers say",
      series: {
        [`slipstream_purge_checks_overdue_seconds{${WORKER}}`]: "0+120x30",
        [`slipstream_purge_checks_overdue_seconds{${OTHER_WORKER}}`]: "0+120x30",
      },
      atMinutes: 25,
      labels: { severity: "warning" },
    },
    quiet: {
      when: "looks that became due in an outage are made when it is over",
      series: { [`slipstream_purge_checks_overdue_seconds{${WORKER}}`]: "0+120x18 0x20" },
      atMinutes: 22,
    },
  },
  SlipstreamFiguresBehind: {
    fires: {
      when: "days that are marked are not computed, though nobody asks for evidence",
      series: {
        [overdue("marks")]: "0+60x50",
        [overdue("blocks")]: "0x50",
        [overdue("evidence")]: "0x50",
      },
      atMinutes: 40,
      labels: { severity: "warning" },
    },
    quiet: {
      when: "many days are marked, which are computed one after the other within half an hour",
      series: {
        [overdue("marks")]: "0+60x30 0x20",
        [`slipstream_figure_marks{${WORKER}}`]: "4000x50",
      },
      atMinutes: 36,
    },
  },
  SlipstreamFiguresRefused: {
    fires: {
      when: "one document is refused, by a worker that had refused none before",
      series: { [`slipstream_figures_refused_total{${WORKER}}`]: "0x10 1x60" },
      atMinutes: 40,
      labels: { severity: "warning" },
    },
    quiet: {
      when: "documents are written, and what was refused was so two days ago",
      series: {
        [`slipstream_figures_refused_total{${WORKER}}`]: "0x5 1x2900",
        [`slipstream_figure_documents_written_total{kind="block",${WORKER}}`]: "0+10x2900",
      },
      atMinutes: 2_890,
    },
  },
  SlipstreamErasureWaits: {
    fires: {
      when: "an erasure does not get on from one of its steps",
      series: {
        [`slipstream_erasure_age_seconds{${WORKER}}`]: "0+60x80",
        [`slipstream_erasures_open{step="readings",${WORKER}}`]: "1x80",
      },
      atMinutes: 70,
      labels: { severity: "warning" },
    },
    quiet: {
      when: "one erasure comes after the other, each of which is done within minutes",
      series: {
        [`slipstream_erasure_age_seconds{${WORKER}}`]: "180x80",
        [`slipstream_erasures_open{step="follow",${WORKER}}`]: "3x80",
      },
      atMinutes: 70,
    },
  },
};
