import { ALARMS } from "@/lib/domain/alarms";
import { CASES } from "./alarm-cases";
import type { Situation } from "./case-series";
import { annotationsOf, RULES_FILE } from "./rules-file";
import { toYaml } from "./to-yaml";

export const CASES_FILE = "slipstream.rules.test.yml";

/** Each alarm's cases for promtool, whose report names those that failed. */
export const alarmCases = () =>
  ALARMS.flatMap((alarm) => {
    const { fires, quiet } = CASES[alarm.name];
    const raised = { exp_labels: fires.labels, exp_annotations: annotationsOf(alarm) };
    return [
      caseOf(alarm.name, `${alarm.name} fires: ${fires.when}`, fires, [raised]),
      caseOf(alarm.name, `${alarm.name} is quiet: ${quiet.when}`, quiet, []),
    ];
  });

/** The cases as promtool reads them. */
export function casesFile(): string {
  const head = `# Written by npm run alarms from deploy/prometheus/alarm-cases.ts.\n`;
  return head + toYaml({ rule_files: [RULES_FILE], evaluation_interval: "1m", tests: alarmCases() });
}

function caseOf<Raised>(alertname: string, name: string, { series, atMinutes }: Situation, raised: Raised[]) {
  return {
    name,
    interval: "1m",
    input_series: Object.entries(series).map(([one, values]) => ({ series: one, values })),
    alert_rule_test: [{ eval_time: `${atMinutes}m`, alertname, exp_alerts: raised }],
  };
}
