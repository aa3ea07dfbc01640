import { Preferences, type PreferencesChange } from '../../src-shared/contract/system.contract.ts';
import type { UserId } from '../../src-shared/domain/ids.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { readSettings, writeSetting } from '../db/settings.ts';

/** How the workstation speaks, looks and prints. */
export interface WorkstationPreferences {
  current(): Preferences;
  change(change: PreferencesChange, userId: UserId): Preferences;
}

const defaults: Preferences = {
  language: 'auto',
  theme: 'dark',
  paper: 'a4',
  letterhead: '',
  confidence: 0.9,
  blind: false,
};

export function createPreferences({
  db,
  changes,
}: Pick<Foundations, 'db' | 'changes'>): WorkstationPreferences {
  const current = (): Preferences => {
    const stored = readSettings(db);
    const kept = Object.keys(defaults).flatMap((key) => {
      const shape = Preferences.shape[key as keyof Preferences];
      const value = shape.safeParse(stored[key]);
      return value.success ? [[key, value.data] as const] : [];
    });
    return Preferences.parse({ ...defaults, ...Object.fromEntries(kept) });
  };

  return {
    current,
    change(change, userId) {
      const entries = Object.entries(change).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, value] as const],
      );
      db.transaction(() => {
        for (const [key, value] of entries) writeSetting(db, key, value, userId);
        recordEvent(db, userId, {
          kind: 'preferences.changed',
          subjectKind: 'workstation',
          subjectId: 'preferences',
          // A letterhead may name people.
          detail: Object.fromEntries(
            entries.map(([key, value]) => [key, key === 'letterhead' ? '…' : value]),
          ),
        });
      });
      changes.announce({ topic: 'settings', id: null });
      return current();
    },
  };
}
