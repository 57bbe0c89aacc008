"use client";

import { useRouter } from "next/navigation";
import { ActionDialog } from "@/components/dialog/action-dialog";
import { InputLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";

/** Keeps the way in which a report is shown under a name. */
export function SaveView({ action }: { action: (form: FormData) => Promise<Answer<unknown>> }) {
  const router = useRouter();
  const saved = async (form: FormData) => {
    const answer = await action(form);
    if (answer.kind === "done") router.push("/reports#views");
    return answer;
  };
  return (
    <ActionDialog
      label="Save view"
      title="Save this view"
      about="It is listed under Reports, with a link that shows colleagues the same. A range that goes on with time goes on in the view, too."
      submit="Save"
      action={saved}
    >
      <InputLine label="Name" name="name" required maxLength={80} placeholder="Trekker in winter" />
    </ActionDialog>
  );
}
