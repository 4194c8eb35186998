import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compare, group, isDecimal, round, sign } from '../index.js';

describe('decimals', () => {
  it('are told from what is none', () => {
    for (const text of ['0', '-1', '+1', '12.50', '7.', '00.10']) {
      assert.equal(isDecimal(text), true, text);
    }
    for (const text of ['', '.', '.5', '1e5', 'NaN', '1,000', ' 1', null, undefined, 12]) {
      assert.equal(isDecimal(text), false, String(text));
    }
  });

  it('are compared by value, beyond what a double can tell apart', () => {
    assert.equal(compare('1.50', '1.5'), 0);
    assert.equal(compare('9', '10'), -1);
    assert.equal(compare('-9', '-10'), 1);
    assert.equal(compare('0.10000000000000000001', '0.1'), 1);
    assert.equal(compare('90071992547409930.1', '90071992547409930.2'), -1);
    assert.equal(compare('', '1') < 0, true);
    assert.equal(compare('1', '') > 0, true);
    assert.equal(compare('', ''), 0);
  });

  it('are rounded half away from zero', () => {
    assert.equal(round('0.09601107287722', 2), '0.10');
    assert.equal(round('1.005', 2), '1.01');
    assert.equal(round('-1.005', 2), '-1.01');
    assert.equal(round('-0.004', 2), '0.00');
    assert.equal(round('9.999', 2), '10.00');
    assert.equal(round('3', 2), '3.00');
    assert.equal(round('94381.28', 0), '94381');
    assert.equal(round('0.5', 0), '1');
    assert.equal(round('none', 2), 'none');
  });

  it('are grouped in thousands', () => {
    assert.equal(group('94381.28'), '94,381.28');
    assert.equal(group('-1234567'), '-1,234,567');
    assert.equal(group('999'), '999');
    assert.equal(group('1000.0001'), '1,000.0001');
    assert.equal(group('none'), 'none');
  });

  it('have a sign', () => {
    assert.equal(sign('-0.00'), 0);
    assert.equal(sign('-0.01'), -1);
    assert.equal(sign('+3'), 1);
    assert.equal(sign('none'), 0);
  });
});
