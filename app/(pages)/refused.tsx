import type { Answer } from "@/components/states/answer";
import { Failed, NoPermission } from "@/components/states/states";
import { Card } from "@/components/ui/card";

/** Stands where an answer would be that did not come. */
export function Refused({
  what,
  answer,
}: {
  what: string;
  answer: Extract<Answer<unknown>, { kind: "failed" }>;
}) {
  return (
    <Card className="p-0">
      {answer.isForbidden ? (
        <NoPermission>{answer.why}</NoPermission>
      ) : (
        <Failed title={`${what} cannot be shown`}>{answer.why}</Failed>
      )}
    </Card>
  );
}
