import type { RegistrationState } from "@/lib/domain/registration-answers";
import type { Finding } from "@/lib/registration/checks/finding";

type Found = RegistrationState["failed_rows"][number]["findings"][number];

/** A finding as the API tells it. */
export const toFound = (finding: Omit<Finding, "check">): Found => {
  const { column, reason, severity, expected, got, hint, suggestion } = finding;
  return {
    column,
    reason,
    severity,
    expected,
    got,
    hint,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
};
