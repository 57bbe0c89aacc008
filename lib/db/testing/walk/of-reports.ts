import { randomUUID } from "node:crypto";
import { DEFINITIONS } from "@/lib/analytics/definitions";
import { FiguresReader } from "@/lib/analytics/figures-reader";
import { answerReport, type WantedReport } from "@/lib/reports/answer-report";
import { askEvidence } from "@/lib/reports/ask-evidence";
import { askQuestion } from "@/lib/reports/ask-question";
import { getView } from "@/lib/reports/get-view";
import { listAskedQuestions } from "@/lib/reports/list-asked-questions";
import { listViews } from "@/lib/reports/list-views";
import { mintQuestion } from "@/lib/reports/mint-question";
import { nameGroups } from "@/lib/reports/name-groups";
import { removeView } from "@/lib/reports/remove-view";
import { saveView } from "@/lib/reports/save-view";
import { signPurpose } from "@/lib/reports/sign-purpose";
import { signaturesOf } from "@/lib/reports/signatures-of";
import { ANALYSTS, PRIVACY } from "./admits";
import type { Step } from "./step";

const analysts = { admits: ANALYSTS, elsewhere: "done" } as const;
const purpose = "product-research";
const view = () => ({ name: `Walked ${randomUUID()}`, definition: "usage", query: "" });
const unread = FiguresReader.open({ url: "http://127.0.0.1:1", password: "none", namespace: "walk" });
const clock = { zone: "Europe/Berlin", today: "2026-10-03" };
const asked: WantedReport = {
  ...{ range: { from: "2026-10-01", to: "2026-10-02" }, by: [], compares: false, plot: "rides" },
  ...{ definition: DEFINITIONS[0], use: "page" },
};

export const OF_REPORTS: readonly Step[] = [
  {
    ...analysts,
    name: "signPurpose",
    ask: (author, _, stores) => signPurpose(author, { purpose, task: "because of the walk" }, stores),
  },
  { ...analysts, name: "signaturesOf", ask: (author, _, stores) => signaturesOf(author, stores) },
  {
    ...analysts,
    name: "askQuestion",
    ask: async (author, _, stores) => {
      await signPurpose(author, { purpose, task: "because of the walk" }, stores);
      return askQuestion(
        author,
        {
          ...{ definition: "usage", purpose, from: "2026-10-01", to: "2026-10-02" },
          ...{ groupings: [], compares: false, use: "page" },
        },
        stores,
      );
    },
  },
  {
    ...analysts,
    name: "answerReport",
    // Nobody signed what it is for, so that it is not read.
    ask: async (author, _, stores) =>
      (await answerReport(author, unread, asked, clock, stores)) ?? "nothing is signed",
  },
  {
    ...analysts,
    name: "askEvidence",
    ask: (author, _, stores) =>
      askEvidence(
        author,
        mintQuestion({
          ...{ definition: "usage", purpose, from: "2026-10-01", to: "2026-10-02", groupings: [] },
          ...{ compares: false, use: "evidence", task: "because of the walk", signedUntilMs: 0 },
        }),
        [{ grain: "day", block: "2026-10-01" }],
        stores,
      ),
  },
  {
    ...analysts,
    name: "nameGroups",
    ask: (author, { modelId, fleetId }, stores) => nameGroups(author, { ids: [modelId, fleetId] }, stores),
  },
  { ...analysts, name: "saveView", ask: (author, _, stores) => saveView(author, view(), stores) },
  { ...analysts, name: "listViews", ask: (author, _, stores) => listViews(author, stores) },
  {
    ...analysts,
    name: "getView",
    ask: async (author, _, stores) =>
      getView(author, { id: (await saveView(author, view(), stores)).id }, stores),
  },
  {
    ...analysts,
    name: "removeView",
    ask: async (author, _, stores) =>
      removeView(author, { id: (await saveView(author, view(), stores)).id }, stores),
  },
  {
    admits: PRIVACY,
    elsewhere: "done",
    name: "listAskedQuestions",
    ask: (author, _, stores) => listAskedQuestions(author, {}, stores),
  },
];
