import { keep, kept } from '../../lib/kept.ts';

const most = 5;

/** The ids of the commands that were used last, the latest first. */
export function recentCommands(): string[] {
  try {
    const read: unknown = JSON.parse(kept('commands') ?? '[]');
    return Array.isArray(read) ? read.filter((id) => typeof id === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

export function noteCommand(id: string): void {
  const ids = [id, ...recentCommands().filter((other) => other !== id)].slice(0, most);
  keep('commands', JSON.stringify(ids));
}
