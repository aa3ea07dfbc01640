/**
 * Small things that this browser profile remembers between visits; never anything of a patient. A profile that keeps
 * nothing (private windows, storage switched off) is as good as one that was never used.
 */
export function kept(name: string): string | null {
  try {
    return window.localStorage.getItem(`lapidary.${name}`);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    window.localStorage.setItem(`lapidary.${name}`, value);
  } catch {
    // Remembering is a convenience.
  }
}
