import { CircleSlash2, Lock, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Message } from "./message";

interface StateProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  isPage?: boolean;
  className?: string;
}

/** There is nothing to show, and that is no fault. */
export function Empty(props: StateProps) {
  return <Message icon={<CircleSlash2 />} role="status" {...props} />;
}

/** Something that should be here could not be read. */
export function Failed(props: StateProps) {
  return <Message icon={<TriangleAlert className="text-fault" />} role="alert" {...props} />;
}

/** It exists, but this viewer's role or organisation does not cover it. */
export function NoPermission({ children }: { children?: ReactNode }) {
  return (
    <Message icon={<Lock />} title="You do not have access to this page" role="status">
      {children ?? "Your role does not cover it. An administrator of your organisation can change that."}
    </Message>
  );
}
