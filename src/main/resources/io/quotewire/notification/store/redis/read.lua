-- Marks one as read.
-- KEYS: entries, read
-- ARGV: seq, random part of the id
-- Returns 1, or 0 where it is not kept.
local found = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])[1]
if not found or found[2][2] ~= ARGV[2] then
    return 0
end
redis.call('ZADD', KEYS[2], ARGV[1], ARGV[1])
local left = redis.call('PTTL', KEYS[1])
if left > 0 then
    redis.call('PEXPIRE', KEYS[2], left)
end
return 1
