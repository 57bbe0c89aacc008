"use client";

import { ActionDialog } from "@/components/dialog/action-dialog";
import { ReasonLine } from "@/components/dialog/dialog-field";
import type { Answer } from "@/components/states/answer";

/** Takes back the registration of the bike. */
export function WithdrawDialog({
  action,
  bikeId,
}: {
  action: (form: FormData) => Promise<Answer<unknown>>;
  bikeId: string;
}) {
  return (
    <ActionDialog
      label="Withdraw"
      title={`Withdraw ${bikeId}`}
      about="Its registration is taken back: no fleet sees it, apps are told that it cannot be used, and its numbers and components are free for other bikes. Nothing is removed; it can be registered again."
      submit={`Withdraw ${bikeId}`}
      action={action}
    >
      <ReasonLine />
    </ActionDialog>
  );
}
