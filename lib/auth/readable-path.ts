/** Whether a path can be decoded: each percent sign begins a byte, and the bytes are UTF-8 text. */
export function isReadablePath(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
