/** By what a rider is named where commands and other systems ask; one click selects it. */
export const RiderId = ({ id }: { id: string }) => (
  <p className="text-ink-2 text-xs">
    Id <code className="wrap-anywhere select-all font-mono">{id}</code>
  </p>
);
