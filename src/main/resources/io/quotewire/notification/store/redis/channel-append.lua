-- Gives a message of a channel its number, and keeps it where its channel is kept; or finds the number that its idempotency key
-- was given.
-- KEYS: head, entries, keys, the idempotency key by itself
-- ARGV: new epoch, idempotency key or '', now in ms, text, how many are kept or 0, their greatest age in ms, how long the
--       numbering is remembered in ms, how long an idempotency key by itself is in ms, '1' where replicas will be waited for or ''
-- Returns whether it is a repetition, the epoch and the seq.
local head = redis.call('HMGET', KEYS[1], 'epoch', 'line', 'last')
local epoch, last = head[1], tonumber(head[3] or '0')
local key, now, most, age = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[5]), tonumber(ARGV[6])
local MARGIN_MS, TRIM_AT_ONCE = 60000, 1000

local function text(number)
    return string.format('%.0f', number)
end

if epoch and key ~= '' then
    local seq
    if most > 0 then
        seq = redis.call('HGET', KEYS[3], key)
        seq = seq and redis.call('XRANGE', KEYS[2], seq, seq)[1] and seq
    else
        seq = redis.call('GET', KEYS[4])
    end
    if seq then
        if ARGV[9] ~= '' then
            -- Waiting for replicas covers what this connection has written: so it writes something.
            redis.call('HINCRBY', KEYS[1], 'repeated', 1)
        end
        return {1, epoch, seq}
    end
end

-- As in append.lua: numbers may be given out again only under another epoch. Below 'base' the numbers of the epoch before are the
-- same messages still, so that who has come no further goes on without a gap.
local replication = redis.pcall('INFO', 'replication')
local line = type(replication) == 'string' and string.match(replication, 'master_replid:(%w+)') or ''

local seq = text(last + 1)
if not epoch then
    redis.call('DEL', KEYS[2], KEYS[3])
    epoch = ARGV[1]
    redis.call('HSET', KEYS[1], 'epoch', epoch, 'base', '1', 'before', '')
elseif line ~= head[2] then
    redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'base', seq, 'before', epoch)
    epoch = ARGV[1]
end
redis.call('HSET', KEYS[1], 'line', line, 'last', seq)
redis.call('PEXPIRE', KEYS[1], ARGV[7])

if most == 0 then
    -- What was kept when the channel was would be followed by a gap.
    redis.call('DEL', KEYS[2], KEYS[3])
    if key ~= '' then
        redis.call('SET', KEYS[4], seq, 'PX', ARGV[8])
    end
    return {0, epoch, seq}
end

redis.call('XADD', KEYS[2], seq .. '-0', 't', ARGV[3], 'k', key, 'n', ARGV[4])
if key ~= '' then
    redis.call('HSET', KEYS[3], key, seq)
end
local keep
for _ = 1, TRIM_AT_ONCE do
    local entry = redis.call('XRANGE', KEYS[2], keep and text(keep) or '-', '+', 'COUNT', 1)[1]
    if not entry then
        break
    end
    local at, fields = tonumber(string.match(entry[1], '^%d+')), entry[2]
    if last + 1 - at < most and tonumber(fields[2]) >= now - age then
        break
    end
    if fields[4] ~= '' then
        redis.call('HDEL', KEYS[3], fields[4])
    end
    keep = at + 1
end
if keep then
    redis.call('XTRIM', KEYS[2], 'MINID', text(keep))
end
redis.call('PEXPIRE', KEYS[2], text(age + MARGIN_MS))
redis.call('PEXPIRE', KEYS[3], text(age + MARGIN_MS))
return {0, epoch, seq}
