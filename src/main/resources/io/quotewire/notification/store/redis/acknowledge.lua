-- Moves a device's position forward.
-- KEYS: head, entries, devices
-- ARGV: device, seq, now in ms, how many devices are remembered
-- Returns the position, then seq and random part of the id of each that wants a receipt and that no device had acknowledged.
local head = redis.call('HMGET', KEYS[1], 'last', 'acked')
local last, acked = tonumber(head[1] or '0'), tonumber(head[2] or '0')
local device = ARGV[1]

local function text(number)
    return string.format('%.0f', number)
end

local before = redis.call('HGET', KEYS[3], device)
local from = before and tonumber(string.match(before, '^%d+')) or 0
local to = math.min(tonumber(ARGV[2]), last)
if to <= from then
    return {text(from)}
end
if not before and redis.call('HLEN', KEYS[3]) > tonumber(ARGV[4]) then
    local all, gone, earliest = redis.call('HGETALL', KEYS[3]), nil, nil
    for i = 1, #all, 2 do
        local at = tonumber(string.match(all[i + 1], '%d+$'))
        if all[i] ~= '' and (not earliest or at < earliest) then
            gone, earliest = all[i], at
        end
    end
    if gone then
        redis.call('HDEL', KEYS[3], gone)
    end
end
redis.call('HSET', KEYS[3], device, text(to) .. ' ' .. ARGV[3])
local result = {text(to)}
if to > acked then
    redis.call('HSET', KEYS[1], 'acked', text(to))
    for _, entry in ipairs(redis.call('XRANGE', KEYS[2], text(acked + 1), text(to))) do
        if entry[2][10] ~= '' then
            result[#result + 1] = string.match(entry[1], '^%d+')
            result[#result + 1] = entry[2][2]
        end
    end
end
return result
