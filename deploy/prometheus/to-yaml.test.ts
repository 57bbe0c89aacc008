import { expect, it } from "vitest";
import { toYaml, type Yaml } from "./to-yaml";

it("writes lists, maps, empty ones and texts of more lines so that YAML reads the same", () => {
  const rules: Yaml[] = [
    { alert: "A", for: "1m", expr: 'up{job="x"} == 0\nand y > 1', labels: {} },
    { list: [[1, "two"], []] },
  ];
  expect(toYaml({ groups: rules, none: [] })).toBe(`groups:
  - alert: "A"
    for: "1m"
    expr: |-
      up{job="x"} == 0
      and y > 1
    labels: {}
  - list:
      - - 1
        - "two"
      - []
none: []
`);
});
