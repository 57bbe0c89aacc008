import { ALARMS, type Alarm, runbookOf } from "@/lib/domain/alarms";
import { toYaml, type Yaml } from "./to-yaml";

export const RULES_FILE = "slipstream.rules.yml";

/** What Prometheus says with an alarm. */
export const annotationsOf = (alarm: Alarm) => ({ summary: alarm.summary, runbook: runbookOf(alarm) });

/** The rules of all alarms, as Prometheus loads them. */
export function rulesFile(): string {
  const rules = ALARMS.map(ruleOf);
  return `# Written by npm run alarms from lib/domain/alarms.ts.\n${toYaml({ groups: [{ name: "slipstream", rules }] })}`;
}

const ruleOf = (alarm: Alarm): Yaml => ({
  alert: alarm.name,
  expr: alarm.watches,
  ...(alarm.forMinutes > 0 ? { for: `${alarm.forMinutes}m` } : {}),
  labels: { severity: alarm.severity },
  annotations: annotationsOf(alarm),
});
