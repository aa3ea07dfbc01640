import { randomBytes } from 'node:crypto';
import { newId } from './newId.ts';
import { UserId } from '../../src-shared/domain/ids.ts';
import type { WritableDb } from './database.ts';

interface SeededSchema {
  readonly kind: 'finding' | 'mask';
  readonly name: string;
  readonly classes: readonly (readonly [code: string, name: string, color: string])[];
}

/**
 * Morpho-constitutional types of urinary stones after Daudon, and one mask class. Hues follow the chemistry (oxalates,
 * urates, phosphates, cystine, proteins), lightness tells subtypes apart, also for colour-blind readers.
 */
const schemas: readonly SeededSchema[] = [
  {
    kind: 'finding',
    name: 'Stone composition',
    classes: [
      ['Ia', 'Whewellite (calcium oxalate monohydrate), mammillary', '#7a4a1e'],
      ['Ib', 'Whewellite, unorganised', '#94602c'],
      ['Ic', 'Whewellite, loose and pale (primary hyperoxaluria)', '#e8c99b'],
      ['Id', 'Whewellite, smooth beige (stasis)', '#c79a5b'],
      ['Ie', 'Whewellite, granular (enteric hyperoxaluria)', '#ad7b3f'],
      ['IIa', 'Weddellite (calcium oxalate dihydrate), spiculated', '#f0e442'],
      ['IIb', 'Weddellite converting to whewellite', '#cfc12b'],
      ['IIc', 'Weddellite, rounded', '#a99d1a'],
      ['IIIa', 'Uric acid, dense', '#d55e00'],
      ['IIIb', 'Uric acid, porous', '#e58a3c'],
      ['IIIc', 'Urates', '#f2b27c'],
      ['IIId', 'Ammonium urate', '#9c4400'],
      ['IVa1', 'Carbapatite', '#56b4e9'],
      ['IVa2', 'Carbapatite, glazed (tubular acidosis)', '#2f8fc8'],
      ['IVb', 'Carbapatite, mixed', '#1b6a99'],
      ['IVc', 'Struvite', '#9ad3f5'],
      ['IVd', 'Brushite', '#0f466b'],
      ['Va', 'Cystine, waxy', '#009e73'],
      ['Vb', 'Cystine, smooth pale', '#5cc7a5'],
      ['VI', 'Proteins', '#cc79a7'],
    ],
  },
  { kind: 'mask', name: 'Stone', classes: [['stone', 'Stone', '#56b4e9']] },
];

/** What a new database starts with: the local user, the salt of import keys, the shipped label schemas. Harmless to repeat. */
export function seed(db: WritableDb): UserId {
  return db.transaction(() => {
    const now = new Date().toISOString();
    const user = db.get<{ id: string }>('SELECT id FROM users ORDER BY id LIMIT 1');
    if (user) return UserId.parse(user.id);
    const id = newId();
    db.run('INSERT INTO users (id, name, role, created_at) VALUES (?, ?, ?, ?)', [
      id,
      'Local user',
      'owner',
      now,
    ]);
    db.run('INSERT INTO import_salt (only_row, salt) VALUES (1, ?)', [randomBytes(32)]);
    for (const schema of schemas) {
      const schemaId = newId();
      db.run('INSERT INTO label_schemas (id, kind, name, version, created_at) VALUES (?, ?, ?, 1, ?)', [
        schemaId,
        schema.kind,
        schema.name,
        now,
      ]);
      for (const [position, [code, name, color]] of schema.classes.entries()) {
        db.run(
          'INSERT INTO label_classes (id, schema_id, code, name, color, position) VALUES (?, ?, ?, ?, ?, ?)',
          [newId(), schemaId, code, name, color, position],
        );
      }
    }
    return UserId.parse(id);
  });
}
