import { describe, expect, it, vi } from 'vitest';
import {
  count,
  day,
  decimal,
  duration,
  instant,
  listed,
  percent,
  score,
  significant,
  size,
  wholePercent,
} from '../../../src-renderer/lib/format.ts';
import { speak } from '../../../src-renderer/lib/words.ts';

describe('format', () => {
  it('shows probabilities without claiming certainty', () => {
    expect([0, 0.0004, 0.012, 0.0994, 0.0999, 0.5, 0.986, 0.993, 0.9996, 1].map(percent)).toEqual([
      '0%',
      '<0.1%',
      '1.2%',
      '9.9%',
      '10%',
      '50%',
      '99%',
      '99.3%',
      '>99.9%',
      '100%',
    ]);
  });

  it('shows scores the way papers do', () => {
    expect([0.84, 1, 0, -0.031, -0.0001].map((value) => score(value))).toEqual([
      '.84',
      '1.00',
      '.00',
      '−.03',
      '.00',
    ]);
  });

  it('never shifts a day, and groups thousands', () => {
    expect(day('2026-01-01')).toBe('01 Jan 2026');
    expect(count(12_345)).toBe('12,345');
    expect([3.21, 42.4, 200, 3900].map(duration)).toEqual(['3.2 s', '42 s', '3 min 20 s', '1 h 5 min']);
  });

  it('shows whole steps as such, and numbers of any size by their first digits', () => {
    expect([0, 0.05, 0.3, 1].map(wholePercent)).toEqual(['0%', '5%', '30%', '100%']);
    expect([0, 0.00123, 0.5, 12_345].map((value) => significant(value, 2))).toEqual([
      '0',
      '0.0012',
      '0.5',
      '12000',
    ]);
    expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b, c']);
  });

  it('names today', () => {
    const now = new Date('2026-11-23T12:00:00');
    expect(instant(new Date('2026-11-23T09:05:00').toISOString(), now)).toBe('today 09:05');
    expect(instant(new Date('2026-11-22T09:05:00').toISOString(), now)).toBe('22 Nov 2026 09:05');
  });
});

describe('format in other languages', () => {
  const now = new Date('2026-11-23T12:00:00');
  const samples = (): string[] => [
    percent(0.123),
    percent(0.012),
    percent(0.0004),
    score(0.84),
    score(-0.031),
    count(12_345),
    size(2_340_000_000),
    duration(3.21),
    duration(3900),
    day('2026-01-05'),
    instant(new Date('2026-11-23T09:05:00').toISOString(), now),
  ];

  it.each([
    [
      'en',
      [
        '12%',
        '1.2%',
        '<0.1%',
        '.84',
        '−.03',
        '12,345',
        '2.3 GB',
        '3.2 s',
        '1 h 5 min',
        '05 Jan 2026',
        'today 09:05',
      ],
    ],
    [
      'de',
      [
        '12 %',
        '1,2 %',
        '<0,1 %',
        '0,84',
        '−0,03',
        '12.345',
        '2,3 GB',
        '3,2 s',
        '1 h 5 min',
        '05. Jan. 2026',
        'heute 09:05',
      ],
    ],
    [
      'ja',
      [
        '12%',
        '1.2%',
        '<0.1%',
        '.84',
        '−.03',
        '12,345',
        '2.3 GB',
        '3.2 秒',
        '1 時間 5 分',
        '2026/01/05',
        '今日 09:05',
      ],
    ],
  ] as const)('%s', async (language, expected) => {
    vi.stubGlobal('document', { documentElement: { lang: '' } });
    await speak(language);
    // A space that does not break is a space here.
    expect(samples().map((text) => text.replaceAll('\u00a0', ' '))).toEqual(expected);
    await speak('en');
  });

  it('rounds as `toFixed` does, where binary fractions and decimal ones part', () => {
    expect([0.845, 0.015, 0.285].map((value) => decimal(value, 2))).toEqual(
      [0.845, 0.015, 0.285].map((value) => value.toFixed(2)),
    );
    expect([0.145, 0.285, 0.575].map(percent)).toEqual(['14%', '28%', '57%']);
  });
});
