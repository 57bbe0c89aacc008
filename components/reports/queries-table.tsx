import { purposeName } from "@/components/consent/words";
import { Moment } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import type { ListedQuestion } from "@/lib/reports/list-asked-questions";
import { rangeWords } from "./report-words";

const USE_WORDS: Readonly<Record<ListedQuestion["use"], string>> = {
  page: "opened",
  file: "taken away as a file",
  evidence: "computed again",
};

/** Who asked which figures, and what they had signed. @param titles of reports by id. */
export function QueriesTable({
  questions,
  titles,
}: {
  questions: readonly ListedQuestion[];
  titles: ReadonlyMap<string, string>;
}) {
  return (
    <Table label="Questions for figures" stacks>
      <thead>
        <tr>
          <Th>When</Th>
          <Th>Who</Th>
          <Th>Report</Th>
          <Th>Of which days</Th>
          <Th>Parted by</Th>
          <Th>Purpose and what for</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {questions.map((question) => (
          <tr key={question.id} className="align-top">
            <Td data-label="When" className="whitespace-nowrap text-ink-2">
              <Moment atMs={question.asked_at} />
            </Td>
            <Td data-label="Who" className="wrap-anywhere min-w-32">
              {question.name}
              <span className="block text-ink-2 text-xs">{question.email}</span>
            </Td>
            <Th
              scope="row"
              data-label="Report"
              className="min-w-48 whitespace-normal font-medium text-ink text-sm"
            >
              {titles.get(question.definition) ?? question.definition}
              <span className="block font-normal text-ink-2 text-xs">{USE_WORDS[question.use]}</span>
            </Th>
            <Td data-label="Of which days" className="whitespace-nowrap">
              {rangeWords({ from: question.from_day, to: question.to_day })}
              {question.compares ? (
                <span className="block text-ink-2 text-xs">and as many before</span>
              ) : null}
            </Td>
            <Td data-label="Parted by">{question.groupings.join(", ") || "nothing"}</Td>
            <Td data-label="Purpose" className="wrap-anywhere min-w-48">
              {purposeName(question.purpose)}
              <span className="block text-ink-2 text-xs">
                {question.task}, signed <Moment atMs={question.signed_at} />
              </span>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
