import type { Example } from "./api-examples";

const AUTHORIZATION = `-H "Authorization: Bearer $KEY"`;
const ID = "1f0d6bb2-5d3f-4f39-8d6e-0d7c2c0a6f51";

export const CHECK_ROWS: Example = {
  id: "check-bikes",
  title: "Two bikes, checked only; one has a letter where a digit belongs",
  request: (address) => `curl ${AUTHORIZATION} -H "Content-Type: application/json" \\
  --data '{"plant":"P1","mode":"dry-run","rows":[{"bike_id":"LI-EXAMPLE-1","frame_number":"AR26-1000001","model":"TREKKER-625","produced_on":"2026-11-02","motor_serial":"M7-1000001","battery_serial":"PB-A1000001"},{"bike_id":"LI-EXAMPLE-2","frame_number":"AR26-I000002","model":"TREKKER-625","produced_on":"2026-11-02","motor_serial":"M7-1000002","battery_serial":"PB-A1000002"}]}' \\
  "${address}/api/v1/registrations"`,
  status: 200,
  type: "application/json",
  answer: {
    id: ID,
    mode: "dry-run",
    registered: 1,
    unchanged: 0,
    failed: 1,
    rows: [
      { row: 0, outcome: "registered", findings: [] },
      {
        row: 1,
        outcome: "failed",
        findings: [
          {
            column: "frame_number",
            reason: "look-alike",
            severity: "error",
            expected: "AR26-19999999",
            got: "AR26-I000002",
            hint: "Probably AR26-1000002",
            suggestion: "AR26-1000002",
          },
        ],
      },
    ],
  },
};

export const SEND_FILE: Example = {
  id: "bikes-file",
  title: "A file of a week's production",
  request: (address) => `curl ${AUTHORIZATION} -H "Content-Type: text/csv" --data-binary @week-48.csv \\
  "${address}/api/v1/registrations?plant=P1&mode=register&file=week-48.csv"`,
  status: 202,
  type: "application/json",
  answer: { id: ID, href: `/api/v1/registrations/${ID}` },
};

export const ASK_FILE: Example = {
  id: "bikes-file-state",
  title: "How far it is",
  request: (address) => `curl ${AUTHORIZATION} \\\n  "${address}/api/v1/registrations/${ID}"`,
  status: 200,
  type: "application/json",
  answer: {
    id: ID,
    plant: "P1",
    mode: "register",
    state: "done",
    fault: null,
    file: "week-48.csv",
    created_at: "2026-11-28T07:02:11.482Z",
    finished_at: "2026-11-28T07:02:15.930Z",
    rows: 1200,
    done: 1200,
    registered: 1199,
    unchanged: 0,
    failed: 1,
    withdrawn: 0,
    to_fix: 1,
    failed_rows: [
      {
        row: 318,
        findings: [
          {
            column: "motor_serial",
            reason: "missing",
            severity: "error",
            expected: "a motor serial",
            got: "nothing",
            hint: "Fill it in",
          },
        ],
      },
    ],
  },
};
