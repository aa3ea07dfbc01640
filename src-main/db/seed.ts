import { randomBytes } from 'node:crypto';
import { newId } from './newId.ts';
import { UserId } from '../../src-shared/domain/ids.ts';
import type { WritableDb } from './database.ts';

interface SeededSchema {
  readonly kind: 'finding' | 'mask';
  readonly region: string | null;
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
    region: 'urinary-tract',
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
  { kind: 'mask', region: null, name: 'Stone', classes: [['stone', 'Stone', '#56b4e9']] },
];

type Place = readonly [code: string, name: string, sided: boolean];

/** Where findings are, by region: the urinary tract from the kidney down, the bowel and the upper tract from the mouth down. */
const locations: Readonly<Record<string, readonly Place[]>> = {
  'urinary-tract': [
    ['upper-calyx', 'Upper calyx', true],
    ['middle-calyx', 'Middle calyx', true],
    ['lower-calyx', 'Lower calyx', true],
    ['renal-pelvis', 'Renal pelvis', true],
    ['ureteropelvic-junction', 'Ureteropelvic junction', true],
    ['proximal-ureter', 'Proximal ureter', true],
    ['middle-ureter', 'Middle ureter', true],
    ['distal-ureter', 'Distal ureter', true],
    ['ureterovesical-junction', 'Ureterovesical junction', true],
    ['bladder', 'Bladder', false],
    ['prostatic-urethra', 'Prostatic urethra', false],
    ['urethra', 'Urethra', false],
  ],
  'large-bowel': [
    ['terminal-ileum', 'Terminal ileum', false],
    ['caecum', 'Caecum', false],
    ['ascending-colon', 'Ascending colon', false],
    ['hepatic-flexure', 'Hepatic flexure', false],
    ['transverse-colon', 'Transverse colon', false],
    ['splenic-flexure', 'Splenic flexure', false],
    ['descending-colon', 'Descending colon', false],
    ['sigmoid-colon', 'Sigmoid colon', false],
    ['rectum', 'Rectum', false],
    ['anal-canal', 'Anal canal', false],
  ],
  'upper-digestive-tract': [
    ['upper-oesophagus', 'Upper oesophagus', false],
    ['middle-oesophagus', 'Middle oesophagus', false],
    ['lower-oesophagus', 'Lower oesophagus', false],
    ['cardia', 'Cardia', false],
    ['gastric-fundus', 'Gastric fundus', false],
    ['gastric-body', 'Gastric body', false],
    ['antrum', 'Antrum', false],
    ['pylorus', 'Pylorus', false],
    ['duodenal-bulb', 'Duodenal bulb', false],
    ['duodenum', 'Duodenum', false],
  ],
};

/** What a database starts with: the local user, the salt of import keys, the shipped label schemas, places in the body. Harmless to repeat. */
export function seed(db: WritableDb): UserId {
  return db.transaction(() => {
    if (!db.get('SELECT 1 FROM locations')) seedLocations(db);
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
      db.run(
        'INSERT INTO label_schemas (id, kind, name, version, region, created_at) VALUES (?, ?, ?, 1, ?, ?)',
        [schemaId, schema.kind, schema.name, schema.region, now],
      );
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

function seedLocations(db: WritableDb): void {
  for (const [region, places] of Object.entries(locations)) {
    for (const [position, [code, name, sided]] of places.entries()) {
      db.run('INSERT INTO locations (id, region, code, name, sided, position) VALUES (?, ?, ?, ?, ?, ?)', [
        newId(),
        region,
        code,
        name,
        sided ? 1 : 0,
        position,
      ]);
    }
  }
}
